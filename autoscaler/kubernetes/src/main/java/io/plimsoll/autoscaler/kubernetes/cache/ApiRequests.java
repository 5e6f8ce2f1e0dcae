package io.plimsoll.autoscaler.kubernetes.cache;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import io.plimsoll.autoscaler.decision.DurationText;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lists and watches one collection, and hands on what comes as it is: the library's own watches
 * give up for good over one object that they cannot convert. Each request is made once.
 */
final class ApiRequests {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final Duration LISTING = Duration.ofSeconds(30);
    private static final int PAGE = 500;
    private static final int NORMAL_CLOSURE = 1000;

    private final HttpClient http;
    private final URI collection;
    private final String selector;

    /**
     * @param path such as {@code /api/v1/pods}
     * @param selector of fields, as a query parameter; empty for all objects
     */
    ApiRequests(KubernetesClient client, String path, String selector) {
        this.http =
                client.newClient(
                                new RequestConfigBuilder(
                                                client.getConfiguration().getRequestConfig())
                                        .withRequestRetryBackoffLimit(0)
                                        .build())
                        .adapt(KubernetesClient.class)
                        .getHttpClient();
        String server = client.getMasterUrl().toString();
        this.collection = URI.create(server.replaceAll("/+$", "") + path);
        this.selector = selector;
    }

    /** What a watch brings. */
    sealed interface News {
        record Event(JsonNode event) implements News {}

        /** As agreed. */
        record End() implements News {}

        record Failure(String why) implements News {}
    }

    /** What was listed is too old to go on from. */
    static final class GoneException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * @param continued where the page before ended; empty for the first
     */
    JsonNode list(Optional<String> continued) throws InterruptedException {
        URI page =
                withQuery(
                        Stream.concat(
                                Stream.of("limit=" + PAGE),
                                continued.map(token -> "continue=" + encoded(token)).stream()));
        HttpResponse<String> answer =
                await(
                        http.sendAsync(
                                http.newHttpRequestBuilder()
                                        .uri(page)
                                        .timeout(LISTING.toMillis(), TimeUnit.MILLISECONDS)
                                        .build(),
                                String.class),
                        LISTING);
        if (answer.code() != HttpURLConnection.HTTP_OK) {
            throw refused(answer.code(), answer.body());
        }
        JsonNode list = parsed(answer.body());
        if (!list.path("items").isArray() && !list.path("items").isNull()) {
            throw new TroubleException("an answer came that is no list");
        }
        return list;
    }

    /** Returns when the API server has agreed to send what happens after {@code version}. */
    Watching watch(String version, Duration time) throws InterruptedException {
        URI uri =
                withQuery(
                        Stream.of(
                                "watch=true",
                                "allowWatchBookmarks=true",
                                "resourceVersion=" + encoded(version),
                                "timeoutSeconds=" + time.toSeconds()));
        Watching watching = new Watching();
        CompletableFuture<WebSocket> opening =
                http.newWebSocketBuilder()
                        .uri(uri)
                        .setHeader("Origin", collection.resolve("/").toString())
                        .connectTimeout(CONNECTING.toMillis(), TimeUnit.MILLISECONDS)
                        .buildAsync(watching);
        watching.socket = Optional.of(opening);
        var _ = await(opening, CONNECTING);
        return watching;
    }

    /** One watch, whose news come one at a time. */
    static final class Watching implements WebSocket.Listener, AutoCloseable {
        private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
        private Optional<CompletableFuture<WebSocket>> socket = Optional.empty();

        private record Received(News news, Runnable more) {}

        /** Empty when nothing comes in {@code time}. */
        Optional<News> next(Duration time) throws InterruptedException {
            Received next = received.poll(time.toNanos(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return Optional.empty();
            }
            next.more().run();
            return Optional.of(next.news());
        }

        @Override
        public void onMessage(WebSocket from, String text) {
            received.add(new Received(news(text), from::request));
        }

        @Override
        public void onClose(WebSocket from, int code, String reason) {
            received.add(new Received(new News.End(), () -> {}));
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            received.add(new Received(new News.Failure(text(failure)), () -> {}));
        }

        private static News news(String text) {
            try {
                return new News.Event(parsed(text));
            } catch (TroubleException wrong) {
                return new News.Failure(String.valueOf(wrong.getMessage()));
            }
        }

        @Override
        public void close() {
            socket.ifPresent(opening -> {
                boolean _ = opening.cancel(true);
                var _ = opening.thenAccept(open -> open.sendClose(NORMAL_CLOSURE, null));
            });
        }
    }

    /** What a watch's event of type ERROR means. */
    static RuntimeException error(JsonNode status) {
        return status.path("code").asInt(0) == HttpURLConnection.HTTP_GONE
                ? new GoneException()
                : new TroubleException(status.path("message").asString("the watch failed"));
    }

    private static RuntimeException refused(int code, String body) {
        if (code == HttpURLConnection.HTTP_GONE) {
            return new GoneException();
        }
        try {
            return new TroubleException(
                    JSON.readTree(body).path("message").asString("HTTP status " + code));
        } catch (JacksonException _) {
            return new TroubleException("HTTP status " + code);
        }
    }

    private static JsonNode parsed(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            if (json.isObject()) {
                return json;
            }
        } catch (JacksonException _) {
            // Told below.
        }
        throw new TroubleException("an answer came that is no JSON object");
    }

    private static <T> T await(CompletableFuture<T> answer, Duration time)
            throws InterruptedException {
        try {
            return answer.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new TroubleException("no answer within " + DurationText.of(time));
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof WebSocketHandshakeException refused) {
                throw refused(refused.getResponse().code(), "");
            }
            throw new TroubleException(text(failure));
        } finally {
            boolean _ = answer.cancel(true);
        }
    }

    private static String text(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null || cause.getMessage().isBlank()
                ? cause.getClass().getSimpleName()
                : cause.getMessage();
    }

    private URI withQuery(Stream<String> parameters) {
        Stream<String> selected =
                selector.isEmpty()
                        ? Stream.empty()
                        : Stream.of("fieldSelector=" + encoded(selector));
        return URI.create(
                collection
                        + Stream.concat(parameters, selected)
                                .collect(Collectors.joining("&", "?", "")));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}

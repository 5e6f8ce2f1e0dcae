package io.plimsoll.autoscaler.kubernetes.cache;

import io.plimsoll.autoscaler.decision.DurationText;
import io.plimsoll.autoscaler.kubernetes.cache.ApiRequests.News;
import io.plimsoll.autoscaler.kubernetes.cache.CachedKind.ObjectId;
import io.plimsoll.autoscaler.kubernetes.outage.Outages;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Keeps one kind as the API server has it: lists, watches, and lists anew when the watch cannot go
 * on. Nothing that comes ends it but {@link #close}. A watch is asked for a short time only, so
 * that one which is silent because nothing happens can be told from one that hangs.
 */
final class KindWatch implements AutoCloseable {
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final String resource;
    private final ApiRequests requests;
    private final CachedKind<?, ?, ?> kind;
    private final Outages outages;
    private final Times times;
    private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10));
    private final CompletableFuture<Void> listed = new CompletableFuture<>();
    private final CompletableFuture<Void> answered = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private Optional<String> version = Optional.empty();
    private volatile Heard heard = new Heard(System.nanoTime(), Instant.now());
    private volatile Optional<String> problem = Optional.empty();

    private record Heard(long nanos, Instant time) {}

    /**
     * @param watch so long one goes on, before the API server ends it and the next one begins
     * @param grace beyond that: who is silent for longer hangs
     */
    record Times(Duration watch, Duration grace) {
        static final Times DEFAULT = new Times(Duration.ofSeconds(45), Duration.ofSeconds(10));

        /** An end that is late, and another watch that is asked for and does not come at once. */
        Duration longestSilence() {
            return watch.multipliedBy(2);
        }

        private Duration patience() {
            return watch.plus(grace);
        }
    }

    /**
     * @param resource its name, such as {@code pods}
     */
    KindWatch(
            String resource,
            ApiRequests requests,
            CachedKind<?, ?, ?> kind,
            Outages outages,
            Times times) {
        this.resource = resource;
        this.requests = requests;
        this.kind = kind;
        this.outages = outages;
        this.times = times;
        this.thread = Thread.ofVirtual().name("watch-" + resource).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Done when everything has been listed once. */
    CompletableFuture<Void> listed() {
        return listed;
    }

    /** Done when everything has been listed once, or the first attempt failed. */
    CompletableFuture<Void> answered() {
        return answered;
    }

    /** Why the last attempt failed; empty while all is well. */
    Optional<String> problem() {
        return problem;
    }

    /** When something was last heard, if that is too long ago; counted from the start at first. */
    Optional<Instant> silentSince() {
        Heard last = heard;
        return System.nanoTime() - last.nanos() > times.longestSilence().toNanos()
                ? Optional.of(last.time())
                : Optional.empty();
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        outages.answered(caller());
    }

    private String caller() {
        return "watch " + resource;
    }

    private void run() {
        while (closed.getCount() > 0) {
            try {
                if (version.isEmpty()) {
                    version = Optional.of(list());
                    listed.complete(null);
                    answered.complete(null);
                }
                watch();
            } catch (ApiRequests.GoneException gone) {
                version = Optional.empty();
                pause();
            } catch (InterruptedException ended) {
                return;
            } catch (RuntimeException failure) {
                version = Optional.empty();
                failed(String.valueOf(failure.getMessage()));
                pause();
            }
        }
    }

    private void failed(String why) {
        if (closed.getCount() > 0) {
            problem = Optional.of(why);
            outages.failed(caller(), why);
            answered.complete(null);
        }
    }

    private void pause() {
        try {
            boolean _ = closed.await(backoff.next().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException ended) {
            closed.countDown();
        }
    }

    private void heard() {
        heard = new Heard(System.nanoTime(), Instant.now());
        problem = Optional.empty();
        outages.answered(caller());
    }

    private String list() throws InterruptedException {
        Set<ObjectId> all = new HashSet<>();
        Optional<String> next = Optional.empty();
        while (true) {
            JsonNode page = requests.list(next);
            for (JsonNode item : page.path("items")) {
                RawObject object = RawObject.of(item);
                all.add(kind.id(object));
                kind.put(object);
            }
            RawObject list = new RawObject(page);
            next = list.text("metadata", "continue");
            if (next.isEmpty()) {
                kind.retain(all);
                heard();
                return list.version()
                        .orElseThrow(() -> new TroubleException("a list without a version came"));
            }
        }
    }

    private void watch() throws InterruptedException {
        long began = System.nanoTime();
        try (ApiRequests.Watching watching = requests.watch(version.orElseThrow(), times.watch())) {
            heard();
            boolean silent = true;
            while (true) {
                Optional<News> news = watching.next(times.patience());
                if (news.isEmpty()) {
                    throw new TroubleException(
                            "nothing heard for " + DurationText.of(times.patience()));
                }
                heard();
                switch (news.get()) {
                    case News.Event(JsonNode event) -> {
                        silent = false;
                        take(event);
                    }
                    case News.End() -> {
                        ended(silent && System.nanoTime() - began < SHORT.toNanos());
                        return;
                    }
                    case News.Failure(String why) -> throw new TroubleException(why);
                }
            }
        }
    }

    /** One that ends at once, saying nothing, would else be asked for again and again. */
    private void ended(boolean atOnce) {
        if (atOnce) {
            version = Optional.empty();
            pause();
        } else {
            backoff.reset();
        }
    }

    private void take(JsonNode event) {
        RawObject object = new RawObject(event.path("object"));
        String type = event.path("type").asString("");
        switch (type) {
            case "ADDED", "MODIFIED" -> kind.put(RawObject.of(object.json()));
            case "DELETED" -> kind.remove(RawObject.of(object.json()));
            case "BOOKMARK" -> {}
            case "ERROR" -> throw ApiRequests.error(object.json());
            default -> throw new TroubleException("an event came that is none of a watch");
        }
        version =
                Optional.of(
                        object.version()
                                .orElseThrow(() ->
                                        new TroubleException("an event without a version came")));
    }
}

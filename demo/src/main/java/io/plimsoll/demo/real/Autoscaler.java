package io.plimsoll.demo.real;

import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.plimsoll.autoscaler.app.page.DecisionNews.News;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.demo.UnplayableException;
import io.plimsoll.environment.module.Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The autoscaler that ships, as its image starts it: a process of its own with the manifests'
 * arguments and no other rights than those of its service account. What it decides is read from its
 * live page.
 */
final class Autoscaler implements AutoCloseable {

    private static final Module PROCESS =
            new Module("autoscaler/app", "io.plimsoll.autoscaler.app.AutoscalerMain");
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long TOKEN_SECONDS = 86_400;

    private final Process process;
    private final Path log;
    private final Path kubeconfig;
    private final int page;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<News> told = new ArrayList<>();
    private long newest;

    private Autoscaler(Process process, Path log, Path kubeconfig, int page) {
        this.process = process;
        this.log = log;
        this.kubeconfig = kubeconfig;
        this.page = page;
    }

    /**
     * Starts it and waits for its first loop.
     *
     * @param folder for what it prints, and for its kubeconfig
     * @throws UnplayableException when it ends, with where it said why
     */
    static Autoscaler start(KubernetesClient kube, AutoscalerStart account, Path folder)
            throws IOException, InterruptedException {
        Path log = folder.resolve("autoscaler.log");
        Path kubeconfig = kubeconfig(kube, account.serviceAccount(), folder);
        int page = freePort();
        List<String> arguments = new ArrayList<>(account.arguments());
        arguments.addAll(
                List.of(
                        "--address=127.0.0.1:0",
                        "--kubeconfig=" + kubeconfig,
                        "--ui=true",
                        "--ui-address=127.0.0.1:" + page));
        Autoscaler started =
                new Autoscaler(PROCESS.start(arguments, log).process(), log, kubeconfig, page);
        try {
            started.awaitFirstLoop();
            return started;
        } catch (InterruptedException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private void awaitFirstLoop() throws InterruptedException {
        Instant end = Instant.now().plus(START_LIMIT);
        while (!answers()) {
            boolean ended = process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
            if (ended || Instant.now().isAfter(end)) {
                throw new UnplayableException(
                        "The autoscaler does not loop; it says why in " + log);
            }
        }
    }

    private static Path kubeconfig(KubernetesClient kube, ObjectKey account, Path folder)
            throws IOException {
        TokenRequest request =
                kube.serviceAccounts()
                        .inNamespace(account.namespace())
                        .withName(account.name())
                        .tokenRequest(
                                new TokenRequestBuilder()
                                        .withNewSpec()
                                        .withExpirationSeconds(TOKEN_SECONDS)
                                        .endSpec()
                                        .build());
        String authority = kube.getConfiguration().getCaCertData();
        String kubeconfig =
                """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "%s"%s}}]
                users: [{name: u, user: {token: %s}}]
                contexts: [{name: c, context: {cluster: c, user: u}}]
                current-context: c
                """
                        .formatted(
                                kube.getMasterUrl(),
                                authority == null
                                        ? ""
                                        : ", certificate-authority-data: " + authority,
                                request.getStatus().getToken());
        // Nobody else may read the token.
        Path file =
                Files.createTempFile(
                        folder,
                        "autoscaler",
                        ".kubeconfig",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, kubeconfig);
    }

    private boolean answers() throws InterruptedException {
        try {
            return state().has("time");
        } catch (IOException _) {
            return false;
        }
    }

    private JsonNode state() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/state".formatted(page)))
                        .timeout(PATIENCE)
                        .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return response.statusCode() == 200
                ? JsonMapper.shared().readTree(response.body())
                : JsonMapper.shared().createObjectNode();
    }

    /**
     * Tells what was decided since this was asked last, the oldest first.
     *
     * @throws IllegalStateException when the process has ended
     */
    void tick(BiConsumer<Instant, News> listener) {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "the autoscaler ended with exit code %d; it says why in %s"
                            .formatted(process.exitValue(), log));
        }
        try {
            JsonNode decisions = state().path("decisions");
            for (int at = decisions.size() - 1; at >= 0; at--) {
                JsonNode decision = decisions.path(at);
                if (decision.path("number").asLong() > newest) {
                    newest = decision.path("number").asLong();
                    News news =
                            new News(
                                    decision.path("what").asString(""),
                                    decision.path("reason").asString(""),
                                    List.of());
                    // What has no reason is no decision, but what came of one.
                    if (!news.reason().isEmpty()) {
                        told.add(news);
                        listener.accept(Instant.parse(decision.path("time").asString("")), news);
                    }
                }
            }
        } catch (IOException _) {
            // Its next answer tells of the same.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * The reason of the newest decision that begins with these words; empty where there is none.
     */
    String reason(String beginning) {
        return told.reversed().stream()
                .filter(news -> news.what().startsWith(beginning))
                .map(News::reason)
                .findFirst()
                .orElse("");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        http.close();
        try {
            Files.deleteIfExists(kubeconfig);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

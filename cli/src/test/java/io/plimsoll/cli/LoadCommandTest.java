package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadCommandTest {

    private static final String WAITING =
            """
            {"metadata": {"name": "load-result-heavy", "namespace": "demo"}}\
            """;

    @TempDir private Path folder;

    private static String ended(String outcome, int failed) {
        return """
        {"metadata": {"name": "load-result-normal", "namespace": "demo"},
         "data": {"ended": "2026-11-28T18:42:05Z", "failed": "%d", "outcome": "%s", "requests": "600000",
                  "perSecond": "499.9", "p50Millis": "4.8", "p95Millis": "12.0", "p99Millis": "40.5"}}\
        """
                .formatted(failed, outcome);
    }

    /** An API server that has these ConfigMaps. */
    private Invocation status(String... configMaps) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/api/v1/namespaces/demo/configmaps",
                exchange -> {
                    byte[] body =
                            """
                            {"apiVersion": "v1", "kind": "ConfigMapList", "metadata": {}, "items": [%s]}\
                            """
                                    .formatted(String.join(",", configMaps))
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        try {
            return Invocation.of("load", "status", "--kubeconfig", kubeconfig(server).toString());
        } finally {
            server.stop(0);
        }
    }

    private Path kubeconfig(HttpServer server) throws IOException {
        return Files.writeString(
                folder.resolve("kubeconfig"),
                """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
                contexts: [{name: c, context: {cluster: c, user: u}}]
                users: [{name: u, user: {}}]
                current-context: c
                """
                        .formatted(server.getAddress().getPort()));
    }

    @Test
    void tellsWhatCameOfEachLoad() throws IOException {
        Invocation invocation = status(WAITING, ended("passed", 12));

        assertThat(invocation.out())
                .contains("heavy: no run has ended yet")
                .contains(
                        "normal: passed at 2026-11-28T18:42:05Z: 12 of 600,000 requests (499.9 per second) were not served;"
                                + " a request takes 4.8 ms (p50), 12.0 ms (p95), 40.5 ms (p99)");
        assertThat(invocation.exitCode()).isZero();
    }

    @Test
    void saysNoWhenARunHasFailed() throws IOException {
        assertThat(status(ended("failed", 600000)).exitCode()).isEqualTo(1);
    }

    @Test
    void refusesAClusterThatDoesNotAnswer() throws IOException {
        Path nowhere =
                Files.writeString(
                        folder.resolve("nowhere"),
                        """
                        apiVersion: v1
                        kind: Config
                        clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
                        contexts: [{name: c, context: {cluster: c, user: u}}]
                        users: [{name: u, user: {}}]
                        current-context: c
                        """);

        Invocation invocation = Invocation.of("load", "status", "--kubeconfig", nowhere.toString());

        assertThat(invocation.exitCode()).isEqualTo(2);
        assertThat(invocation.err()).startsWith("load status: ");
    }
}

package io.plimsoll.autoscaler.app.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flags.ListenAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * {@code /metrics} and {@code /health-check}, as Cluster Autoscaler serves them, and {@code /ready}
 * or {@code /readyz}.
 */
final class HttpEndpoint implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private HttpEndpoint(HttpServer server) {
        this.server = server;
    }

    private record Answer(int status, String type, String body) {}

    /** What a kubelet asks for; empty while all is well. */
    interface Health {
        /** Why the process should be started anew. */
        Optional<String> problem();

        /** Why the process does not do its work now. */
        Optional<String> unready();
    }

    /**
     * @param address {@code host:port}, or {@code :port} for every interface
     * @param metrics in Prometheus' text format
     */
    static HttpEndpoint start(String address, Supplier<String> metrics, Health health) {
        try {
            HttpEndpoint endpoint =
                    new HttpEndpoint(
                            HttpServer.create(ListenAddress.parse("--address", address), 0));
            endpoint.serve(
                    "/metrics",
                    () ->
                            new Answer(
                                    200,
                                    "text/plain; version=0.0.4; charset=utf-8",
                                    metrics.get()));
            endpoint.serve("/health-check", () -> verdict(health.problem()));
            endpoint.serve("/ready", () -> verdict(health.unready()));
            endpoint.serve("/readyz", () -> verdict(health.unready()));
            endpoint.server.setExecutor(endpoint.threads);
            endpoint.server.start();
            return endpoint;
        } catch (IOException e) {
            throw new InvalidInputException(
                    "--address: cannot listen at \"%s\": %s".formatted(address, e.getMessage()));
        }
    }

    /** One more page, from now on. */
    void serveJson(String path, Supplier<String> json) {
        serve(path, () -> new Answer(200, "application/json", json.get()));
    }

    private static Answer verdict(Optional<String> problem) {
        return problem.map(what -> new Answer(500, "text/plain", "Error: " + what))
                .orElse(new Answer(200, "text/plain", "OK"));
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void serve(String path, Supplier<Answer> answer) {
        server.createContext(path, exchange -> send(exchange, answer.get()));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}

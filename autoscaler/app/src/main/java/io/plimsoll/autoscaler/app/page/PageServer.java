package io.plimsoll.autoscaler.app.page;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plimsoll.autoscaler.app.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the live page, its state and its events. It answers GET and HEAD alone, loads nothing from
 * elsewhere, and at a loopback address it answers nobody who calls it by another name (DNS
 * rebinding).
 */
public final class PageServer implements AutoCloseable {

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private static final Map<String, Asset> ASSETS =
            Map.of(
                    "/", new Asset("index.html", "text/html; charset=utf-8"),
                    "/page.css", new Asset("page.css", "text/css; charset=utf-8"),
                    "/page.js", new Asset("page.js", "text/javascript; charset=utf-8"),
                    "/dom.js", new Asset("dom.js", "text/javascript; charset=utf-8"),
                    "/icon.svg", new Asset("icon.svg", "image/svg+xml"));

    private final HttpServer server;
    private final boolean isLoopback;
    private final Feed feed;
    private final EventStreams streams;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private record Asset(String file, String type) {}

    private PageServer(HttpServer server, Feed feed, EventStreams streams) {
        this.server = server;
        this.isLoopback = server.getAddress().getAddress().isLoopbackAddress();
        this.feed = feed;
        this.streams = streams;
    }

    /**
     * @param flag that gave the address, for the message
     * @throws InvalidInputException when nobody can listen there
     */
    public static PageServer start(String flag, InetSocketAddress address, Feed feed) {
        return start(flag, address, feed, new EventStreams(feed));
    }

    static PageServer start(
            String flag, InetSocketAddress address, Feed feed, EventStreams streams) {
        try {
            if (address.isUnresolved()) {
                throw new IOException("no such host");
            }
            PageServer page = new PageServer(HttpServer.create(address, 0), feed, streams);
            page.server.createContext("/", page::answer);
            page.server.setExecutor(page.threads);
            page.server.start();
            return page;
        } catch (IOException e) {
            throw new InvalidInputException(
                    "%s: cannot listen at \"%s:%d\": %s"
                            .formatted(
                                    flag,
                                    address.getHostString(),
                                    address.getPort(),
                                    e.getMessage()));
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Where a browser on this machine finds it. */
    public String url() {
        return "http://127.0.0.1:%d/".formatted(port());
    }

    @Override
    public void close() {
        streams.close();
        server.stop(0);
        threads.shutdownNow();
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            protect(exchange.getResponseHeaders());
            if (isLoopback && !isLocal(exchange.getRequestHeaders().getFirst("Host"))) {
                send(exchange, 421, "text/plain", "Ask for localhost or 127.0.0.1\n");
                return;
            }
            if (!exchange.getRequestMethod().equals("GET") && !isHead(exchange)) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, 405, "text/plain", "This page only shows\n");
                return;
            }
            route(exchange);
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Optional<Asset> asset = Optional.ofNullable(ASSETS.get(path));
        if (asset.isPresent()) {
            send(exchange, 200, asset.get().type(), read(asset.get().file()));
            return;
        }
        Query query = Query.of(exchange);
        switch (path) {
            case "/state" -> state(exchange, query.number("frame"));
            case "/events" -> events(exchange, query);
            default -> send(exchange, 404, "text/plain", "There is /, /state and /events\n");
        }
    }

    private void state(HttpExchange exchange, OptionalInt number) throws IOException {
        Optional<Feed.Frame> frame = feed.frame(number);
        if (frame.isPresent()) {
            send(exchange, 200, "application/json", frame.get().json() + "\n");
        } else if (number.isPresent()) {
            send(exchange, 404, "text/plain", "No such frame is kept\n");
        } else {
            send(exchange, 503, "text/plain", "No loop has ended yet\n");
        }
    }

    private void events(HttpExchange exchange, Query query) throws IOException {
        if (isHead(exchange)) {
            send(exchange, 200, "text/event-stream", "");
        } else if (!streams.serve(exchange, query)) {
            exchange.getResponseHeaders().set("Retry-After", "10");
            send(exchange, 503, "text/plain", "Too many browsers look at this page\n");
        }
    }

    private static void protect(Headers headers) {
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
    }

    /** A name that somebody else's DNS points at this machine is none of these. */
    private static boolean isLocal(String host) {
        return host != null
                && host.replaceFirst(":\\d+$", "")
                        .matches("(?i)localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    }

    private static boolean isHead(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("HEAD");
    }

    private static void send(HttpExchange exchange, int status, String type, String text)
            throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        if (isHead(exchange)) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static String read(String file) throws IOException {
        try (InputStream stream = PageServer.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IOException("not on the class path: " + file);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

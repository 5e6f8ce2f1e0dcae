package io.plimsoll.testbed;

import io.plimsoll.testbed.HttpConnection.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.SocketFactory;

/**
 * Stands between a program under test and a server that speaks HTTP/1.1 (the API server, AWS), and
 * does what networks and servers do on bad days: delays, hangs, cuts, denies, answers with a page,
 * serves old answers, puts something into a watch. Without a fault it passes everything on. Listens
 * on loopback, without TLS.
 */
public final class FaultyProxy implements AutoCloseable {

    private final URI server;
    private final SocketFactory toServer;
    private final ServerSocket listening;
    private final Gate gate = new Gate();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();
    private final Map<Request, byte[]> answers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Consumer<Request> witness = _ -> {};

    /** A request that came, whatever was made of it. */
    public record Seen(Instant time, Request request) {}

    /** What happens to a request instead of being passed on as it is. */
    public sealed interface Fault {
        /** Passed on later. */
        record Delay(Duration time) implements Fault {}

        /** Never passed on, never answered. */
        record Hang() implements Fault {}

        /** The connection ends without an answer, and the server never hears of it. */
        record Cut() implements Fault {}

        /** The server does it, and the connection ends without an answer. */
        record LoseAnswer() implements Fault {}

        /** Answered by the proxy. */
        record Answer(int status, String contentType, String body) implements Fault {}

        /** Answered as it was the last time before; passed on where there was none. */
        record OldAnswer() implements Fault {}
    }

    /** A fault in force, until it is closed. */
    public final class Rule implements AutoCloseable {
        private final Predicate<Request> which;
        private final Fault fault;

        private Rule(Predicate<Request> which, Fault fault) {
            this.which = which;
            this.fault = fault;
        }

        @Override
        public void close() {
            rules.remove(this);
        }
    }

    private FaultyProxy(URI server, SocketFactory toServer, ServerSocket listening) {
        this.server = server;
        this.toServer = toServer;
        this.listening = listening;
    }

    /**
     * @param server such as {@code http://localhost:5000}
     */
    public static FaultyProxy to(URI server) {
        return to(server, SocketFactory.getDefault());
    }

    /**
     * @param toServer makes the sockets; for TLS, one that trusts the server
     */
    public static FaultyProxy to(URI server, SocketFactory toServer) {
        try {
            ServerSocket listening = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
            FaultyProxy proxy = new FaultyProxy(server, toServer, listening);
            proxy.threads.execute(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the program under test finds it. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** Of several faults that concern a request, the latest counts. */
    public Rule when(Predicate<Request> which, Fault fault) {
        Rule rule = new Rule(which, fault);
        rules.addFirst(rule);
        return rule;
    }

    /** Is told of each request that the server is about to be asked, and may look around first. */
    public void tell(Consumer<Request> newWitness) {
        witness = newWitness;
    }

    /** From now on nothing passes, in either direction, and nothing is refused. */
    public void hang() {
        gate.shut();
    }

    /** What was held back passes now. */
    public void resume() {
        gate.open();
    }

    /** Ends all connections that are open. */
    public void cut() {
        open.forEach(HttpConnection::close);
    }

    /**
     * Sends a text message to every WebSocket that is open and whose request is meant.
     *
     * @return how many there were
     */
    public int inject(Predicate<Request> which, String message) {
        List<HttpConnection> meant =
                open.stream()
                        .filter(HttpConnection::isWebSocket)
                        .filter(connection -> which.test(connection.request()))
                        .toList();
        meant.forEach(connection -> connection.inject(message));
        return meant.size();
    }

    /** All requests so far, in order. */
    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        gate.open();
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
        threads.shutdownNow();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (HttpConnection connection = HttpConnection.accept(client, gate::await)) {
            open.add(connection);
            gate.await();
            seen.add(new Seen(Instant.now(), connection.request()));
            answer(connection);
            open.remove(connection);
        } catch (IOException ended) {
            // Either side may go at any time.
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            open.removeIf(HttpConnection::isClosed);
        }
    }

    private void answer(HttpConnection connection) throws IOException, InterruptedException {
        Request request = connection.request();
        List<Rule> meant =
                new ArrayList<>(rules.stream().filter(rule -> rule.which.test(request)).toList());
        if (meant.isEmpty()) {
            pass(connection);
            return;
        }
        switch (meant.getFirst().fault) {
            case Fault.Delay(Duration time) -> {
                Thread.sleep(time);
                pass(connection);
            }
            case Fault.Hang() -> new CountDownLatch(1).await();
            case Fault.Cut() -> {}
            case Fault.LoseAnswer() -> {
                witness.accept(request);
                connection.exchange(connect());
            }
            case Fault.Answer answer -> connection.send(page(answer));
            case Fault.OldAnswer() -> {
                byte[] old = answers.get(request);
                if (old == null) {
                    pass(connection);
                } else {
                    connection.send(old);
                }
            }
        }
    }

    private void pass(HttpConnection connection) throws IOException {
        witness.accept(connection.request());
        byte[] answer = connection.relay(connect());
        if (answer.length > 0 && !connection.request().isWrite()) {
            answers.put(connection.request(), answer);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = toServer.createSocket();
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        return socket;
    }

    private static byte[] page(Fault.Answer answer) {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        String head =
                "HTTP/1.1 %d Fault\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                        .formatted(answer.status(), answer.contentType(), body.length);
        return (head + answer.body()).getBytes(StandardCharsets.UTF_8);
    }

    /** Lets bytes through while it is open. */
    private static final class Gate {
        private boolean shut;

        synchronized void shut() {
            shut = true;
        }

        synchronized void open() {
            shut = false;
            notifyAll();
        }

        synchronized void await() throws InterruptedException {
            while (shut) {
                wait();
            }
        }
    }
}

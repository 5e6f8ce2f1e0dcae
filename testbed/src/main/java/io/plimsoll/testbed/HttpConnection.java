package io.plimsoll.testbed;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One request that a client made of a {@link FaultyProxy}, and the connection that it came by. */
public final class HttpConnection implements AutoCloseable {

    private static final int MOST_KEPT = 16 << 20;
    private static final int TEXT_FRAME = 0x81;

    private final Socket client;
    private final Passage passage;
    private final Request request;
    private final byte[] head;
    private final byte[] body;
    private volatile boolean webSocket;

    /**
     * @param path with its query
     * @param target the operation of an AWS service that speaks JSON; empty for all others
     */
    public record Request(String method, String path, String target, String body) {
        /** Whether it would change anything: of the API server or of AWS. */
        public boolean isWrite() {
            if (!target.isEmpty()) {
                return !target.matches(".*\\.(Describe|Get|List)[A-Za-z]*");
            }
            return body.contains("Action=")
                    ? !body.matches("(?s).*Action=(Describe|Get|List).*")
                    : !method.equals("GET");
        }
    }

    /** Waits until bytes may pass. */
    @FunctionalInterface
    interface Passage {
        void await() throws InterruptedException;
    }

    private HttpConnection(
            Socket client, Passage passage, Request request, byte[] head, byte[] body) {
        this.client = client;
        this.passage = passage;
        this.request = request;
        this.head = head;
        this.body = body;
    }

    /** Reads the request. */
    static HttpConnection accept(Socket client, Passage passage) throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        String head = readHead(in);
        String[] line = head.lines().findFirst().orElse("").split(" ", 3);
        if (line.length < 2) {
            client.close();
            throw new EOFException("no request");
        }
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        byte[] body = readBody(in, head, raw);
        Request request =
                new Request(
                        line[0],
                        line[1],
                        header(head, "x-amz-target"),
                        new String(body, StandardCharsets.UTF_8));
        return new HttpConnection(client, passage, request, once(head), raw.toByteArray());
    }

    public Request request() {
        return request;
    }

    boolean isWebSocket() {
        return webSocket && !client.isClosed();
    }

    boolean isClosed() {
        return client.isClosed();
    }

    void send(byte[] answer) throws IOException {
        client.getOutputStream().write(answer);
        client.getOutputStream().flush();
    }

    /** Lets the server do it, and reads its answer to the end. */
    byte[] exchange(Socket server) throws IOException {
        try (server) {
            ask(server);
            return server.getInputStream().readAllBytes();
        }
    }

    /**
     * Passes the request on and its answer back.
     *
     * @return the whole answer; empty when it is too long to be kept, or the start of a WebSocket
     */
    byte[] relay(Socket server) throws IOException {
        try (server) {
            ask(server);
            DataInputStream in =
                    new DataInputStream(new BufferedInputStream(server.getInputStream()));
            String answer = readHead(in);
            await();
            send(answer.getBytes(StandardCharsets.ISO_8859_1));
            if (answer.startsWith("HTTP/1.1 101")) {
                relayWebSocket(server, in);
                return new byte[0];
            }
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            kept.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            copy(in, client.getOutputStream(), kept);
            return kept.size() < MOST_KEPT ? kept.toByteArray() : new byte[0];
        }
    }

    /** Sends the client a text message of our own, between two of the server's. */
    void inject(String message) {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(text.length + 4);
        frame.put((byte) TEXT_FRAME);
        if (text.length < 126) {
            frame.put((byte) text.length);
        } else {
            frame.put((byte) 126).putShort((short) text.length);
        }
        frame.put(text).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        try {
            synchronized (this) {
                send(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ask(Socket server) throws IOException {
        await();
        OutputStream out = server.getOutputStream();
        out.write(head);
        out.write(body);
        out.flush();
    }

    private void relayWebSocket(Socket server, DataInputStream in) throws IOException {
        webSocket = true;
        Thread up = Thread.ofVirtual().start(() -> copyUp(server));
        try {
            while (!client.isClosed()) {
                byte[] frame = readFrame(in);
                await();
                synchronized (this) {
                    send(frame);
                }
            }
        } catch (EOFException ended) {
            // The server's end is the client's.
        } finally {
            close();
            up.interrupt();
        }
    }

    private void copyUp(Socket server) {
        try {
            copy(client.getInputStream(), server.getOutputStream(), new ByteArrayOutputStream());
        } catch (IOException ended) {
            close();
        }
    }

    /** Servers do not mask. */
    private static byte[] readFrame(DataInputStream in) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(in.readUnsignedByte());
        int first = in.readUnsignedByte();
        frame.write(first);
        long length = first & 0x7F;
        if (length == 126) {
            int two = in.readUnsignedShort();
            frame.write(ByteBuffer.allocate(2).putShort((short) two).array());
            length = two;
        } else if (length == 127) {
            length = in.readLong();
            frame.write(ByteBuffer.allocate(8).putLong(length).array());
        }
        byte[] payload = new byte[Math.toIntExact(length)];
        in.readFully(payload);
        frame.write(payload);
        return frame.toByteArray();
    }

    private void copy(InputStream in, OutputStream out, ByteArrayOutputStream kept)
            throws IOException {
        byte[] buffer = new byte[1 << 16];
        int read = in.read(buffer);
        while (read >= 0) {
            await();
            out.write(buffer, 0, read);
            out.flush();
            if (kept.size() < MOST_KEPT) {
                kept.write(buffer, 0, read);
            }
            read = in.read(buffer);
        }
    }

    private void await() throws InterruptedIOException {
        try {
            passage.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.lastIndexOf("\r\n\r\n") != head.length() - 4) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the other side is gone");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /**
     * @param raw is given the body as it came
     * @return the body itself
     */
    private static byte[] readBody(InputStream in, String head, ByteArrayOutputStream raw)
            throws IOException {
        String length = header(head, "content-length");
        if (!length.isEmpty()) {
            byte[] body = in.readNBytes(Integer.parseInt(length));
            raw.write(body);
            return body;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean more = header(head, "transfer-encoding").equalsIgnoreCase("chunked");
        while (more) {
            String size = readLine(in);
            byte[] chunk = in.readNBytes(Integer.parseInt(size, 16));
            body.write(chunk);
            raw.write((size + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            raw.write(chunk);
            raw.write((readLine(in) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            more = chunk.length > 0;
        }
        return body.toByteArray();
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            if (next != '\r') {
                line.append((char) next);
            }
            next = in.read();
        }
        return line.toString();
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** One request a connection, so that the answer ends where the connection does. */
    private static byte[] once(String head) {
        if (!header(head, "upgrade").equalsIgnoreCase("websocket")) {
            head =
                    head.lines()
                                    .filter(line ->
                                            !line.toLowerCase(Locale.ROOT).startsWith("connection:")
                                                    && !line.isEmpty())
                                    .reduce("", (all, line) -> all + line + "\r\n")
                            + "Connection: close\r\n\r\n";
        }
        return head.getBytes(StandardCharsets.ISO_8859_1);
    }
}

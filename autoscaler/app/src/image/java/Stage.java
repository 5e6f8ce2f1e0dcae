import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server of fixed answers, files named after what is listed (Kubernetes) or asked for (AWS). What
 * is written is kept and handed back, and nothing ever happens on a watch.
 */
final class Stage implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("\"name\":\\s*\"([^\"]+)\"");
    private static final Pattern METADATA = Pattern.compile("\"metadata\":\\s*\\{");
    private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");
    private static final String EMPTY_LIST =
            """
            {"kind": "List", "apiVersion": "v1", "metadata": {"resourceVersion": "1"}, "items": []}
            """;
    private static final String NOT_FOUND =
            """
            {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "NotFound", "code": 404}
            """;

    private static final String QUIET_WATCH =
            """
            HTTP/1.1 200 -\r
            Content-Type: application/json\r
            Transfer-Encoding: chunked\r
            \r
            """;

    private final ServerSocket socket;
    private final Path answers;
    private final StringBuffer asked = new StringBuffer();
    private final Map<String, String> written = new ConcurrentHashMap<>();

    Stage(ServerSocket socket, Path answers) {
        this.socket = socket;
        this.answers = answers;
        Thread.startVirtualThread(this::accept);
    }

    private record Request(
            String method,
            String target,
            boolean watches,
            Map<String, String> headers,
            String body) {

        /** Empty where the other side has gone. */
        static Optional<Request> read(InputStream in) throws IOException {
            String[] first = line(in).split(" ", 3);
            if (first.length < 3) {
                return Optional.empty();
            }
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String[] header = line.split(": *", 2);
                headers.put(header[0], header[1]);
            }
            int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
            String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            String target = first[1].replaceAll("\\?.*", "");
            boolean watches = first[1].matches(".*[?&]watch=(1|true)(&.*)?");
            return Optional.of(new Request(first[0], target, watches, headers, body));
        }

        private static String line(InputStream in) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
                line.write(next);
            }
            return line.toString(StandardCharsets.UTF_8).strip();
        }
    }

    private record Answer(int status, String type, String body) {

        byte[] bytes() {
            int length = body.getBytes(StandardCharsets.UTF_8).length;
            return "HTTP/1.1 %d -\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(status, type, length, body)
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    boolean wasAsked(String action) {
        return asked.toString().contains(action);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                Thread.startVirtualThread(() -> converse(connection));
            }
        } catch (IOException _) {
            // Closed: the play is over.
        }
    }

    private void converse(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            for (Optional<Request> next = Request.read(in);
                    next.isPresent();
                    next = Request.read(in)) {
                Request request = next.get();
                String key = request.headers().get("Sec-WebSocket-Key");
                if (key != null) {
                    out.write(handshake(key).getBytes(StandardCharsets.US_ASCII));
                    in.transferTo(OutputStream.nullOutputStream());
                    return;
                }
                if (request.watches()) {
                    out.write(QUIET_WATCH.getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    in.transferTo(OutputStream.nullOutputStream());
                    return;
                }
                asked.append(request.body()).append('\n');
                out.write(answer(request).bytes());
            }
        } catch (IOException _) {
            // The other side went.
        }
    }

    private Answer answer(Request request) throws IOException {
        Matcher action = ACTION.matcher(request.body());
        if (action.find()) {
            return new Answer(200, "text/xml", file(action.group(1) + ".xml", "<Nothing/>"));
        }
        if (!request.method().equals("GET")) {
            int status = request.method().equals("POST") ? 201 : 200;
            return new Answer(status, "application/json", keep(request));
        }
        if (request.target().contains("/namespaces/")) {
            String kept = written.get(request.target());
            return kept == null
                    ? new Answer(404, "application/json", NOT_FOUND)
                    : new Answer(200, "application/json", kept);
        }
        String listed = request.target().replaceAll(".*/", "");
        return new Answer(200, "application/json", file(listed + ".json", EMPTY_LIST));
    }

    /** With a version, as clients expect of what an API server has taken. */
    private String keep(Request request) {
        String body = request.body();
        if (!body.contains("\"resourceVersion\"")) {
            body = METADATA.matcher(body).replaceFirst("\"metadata\":{\"resourceVersion\":\"1\",");
        }
        Matcher name = NAME.matcher(body);
        boolean creates = request.method().equals("POST") && name.find();
        written.put(creates ? request.target() + "/" + name.group(1) : request.target(), body);
        return body;
    }

    private String file(String name, String otherwise) throws IOException {
        Path file = answers.resolve(name);
        return Files.exists(file) ? Files.readString(file) : otherwise;
    }

    /** RFC 6455, section 4.2.2. */
    private static String handshake(String key) {
        String salted = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest(salted.getBytes(StandardCharsets.US_ASCII));
            return """
            HTTP/1.1 101 -\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Accept: %s\r
            \r
            """
                    .formatted(Base64.getEncoder().encodeToString(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

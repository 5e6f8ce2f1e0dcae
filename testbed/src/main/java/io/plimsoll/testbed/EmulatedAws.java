package io.plimsoll.testbed;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** moto, which plays AWS, as a server of its own on loopback. */
public final class EmulatedAws implements AutoCloseable {

    /** Any key will do. */
    public static final String KEY = "testing";

    private static final String NAME = "moto";
    private static final String VERSION = "5.2.1";
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(10);
    private static final Duration START_LIMIT = Duration.ofMinutes(1);

    private final Process server;
    private final String url;

    private EmulatedAws(Process server, String url) {
        this.server = server;
        this.url = url;
    }

    /** Returns when it answers; installs it first where it is not. */
    public static EmulatedAws start() {
        return start(List.of("-m", "moto.server", "-H", "127.0.0.1"));
    }

    /**
     * The same with a program of one's own around moto.
     *
     * @param program in Python, with moto's option {@code --port}
     */
    public static EmulatedAws start(Path program) {
        return start(List.of(program.toString()));
    }

    private static EmulatedAws start(List<String> arguments) {
        int port = Programs.freePort();
        List<String> command = new ArrayList<>(List.of(python()));
        command.addAll(arguments);
        command.addAll(List.of("--port", Integer.toString(port)));
        Process server = Programs.start(NAME, command, Map.of());
        EmulatedAws aws = new EmulatedAws(server, "http://localhost:" + port);
        aws.awaitAnswer();
        return aws;
    }

    /**
     * A Python that has moto: the machine's own, else one in a virtual environment below the build
     * folder, which is made once.
     */
    public static String python() {
        String check =
                "import importlib.metadata as m; assert m.version('moto') == '%s'"
                        .formatted(VERSION);
        int there =
                Programs.run("moto-version", List.of("python3", "-c", check), Map.of(), START_LIMIT)
                        .exitCode();
        if (there == 0) {
            return "python3";
        }
        Path environment = Programs.FOLDER.resolve("venv");
        String python = environment.resolve("bin/python").toString();
        install("venv", List.of("python3", "-m", "venv", environment.toString()));
        install(
                "pip",
                List.of(python, "-m", "pip", "install", "--quiet", "moto[server]==" + VERSION));
        return python;
    }

    private static void install(String name, List<String> command) {
        Programs.mustRun(name, command, Map.of(), INSTALL_LIMIT);
    }

    public URI endpoint() {
        return URI.create(url);
    }

    /** What a process needs in its environment to talk to this AWS. */
    public Map<String, String> environment(String region) {
        return Map.of(
                "AWS_ENDPOINT_URL", url,
                "AWS_REGION", region,
                "AWS_ACCESS_KEY_ID", KEY,
                "AWS_SECRET_ACCESS_KEY", KEY,
                "AWS_EC2_METADATA_DISABLED", "true");
    }

    @Override
    public void close() {
        server.destroy();
        server.onExit().join();
    }

    private void awaitAnswer() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/moto-api/")).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            await("moto answers; see " + Programs.log(NAME))
                    .atMost(START_LIMIT)
                    .ignoreExceptions()
                    .until(() ->
                            client.send(request, HttpResponse.BodyHandlers.discarding())
                                            .statusCode()
                                    > 0);
        }
    }
}

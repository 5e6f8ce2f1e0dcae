package io.plimsoll.autoscaler.app.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.app.AutoscalerMain;
import io.plimsoll.testbed.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The autoscaler as its image starts it: a process with Cluster Autoscaler's flags. */
final class AutoscalerUnderTest implements AutoCloseable {

    private static final String NAME = "autoscaler";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final Process process;
    private final int port;

    private AutoscalerUnderTest(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * @param flags beside the address
     */
    static AutoscalerUnderTest start(Map<String, String> environment, List<String> flags) {
        return start(NAME, environment, flags);
    }

    /**
     * One of several.
     *
     * @param name of the file with what it prints, and of the host where the environment names none
     */
    static AutoscalerUnderTest start(
            String name, Map<String, String> environment, List<String> flags) {
        Map<String, String> withName = new TreeMap<>(environment);
        withName.putIfAbsent("HOSTNAME", name);
        return start(
                name,
                List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        AutoscalerMain.class.getName()),
                withName,
                flags);
    }

    /**
     * @param program with its own arguments
     * @param flags beside the address
     */
    static AutoscalerUnderTest start(
            List<String> program, Map<String, String> environment, List<String> flags) {
        return start(NAME, program, environment, flags);
    }

    private static AutoscalerUnderTest start(
            String name,
            List<String> program,
            Map<String, String> environment,
            List<String> flags) {
        int port = Programs.freePort();
        List<String> command = new ArrayList<>(program);
        command.add("--address=127.0.0.1:" + port);
        command.addAll(flags);
        return new AutoscalerUnderTest(Programs.start(name, command, environment), port);
    }

    /** The one that the build writes for the launcher. */
    private static String classPath() {
        try {
            return Path.of("target", "classes").toAbsolutePath()
                    + ":"
                    + Files.readString(Path.of("target", "classpath")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Of a process that has ended. */
    int exitCode() {
        return process.exitValue();
    }

    /** As {@code kill -STOP} does: it does nothing, and knows nothing of it. */
    void pause() {
        signal("STOP");
    }

    /** Lets it go on after {@link #pause}. */
    void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        Programs.mustRun(
                "signal",
                List.of("kill", "-" + signal, Long.toString(pid())),
                Map.of(),
                STOP_LIMIT);
    }

    /** The body of the answer; fails unless it is a good one. */
    String get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:%d%s".formatted(port, path)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).describedAs(response.body()).isEqualTo(200);
            return response.body();
        }
    }

    /**
     * Asks it to stop, as a kubelet does.
     *
     * @return the exit code
     */
    int stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS))
                .describedAs("stops within " + STOP_LIMIT)
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

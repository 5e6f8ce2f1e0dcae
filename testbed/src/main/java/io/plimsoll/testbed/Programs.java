package io.plimsoll.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Programs that somebody starts. What they print goes to a file below {@code target/real} of the
 * module under test, or where the system property {@code plimsoll.testbed.folder} says: a server
 * outlives the script that starts it and would hold a pipe open.
 */
public final class Programs {

    public static final Path FOLDER =
            Path.of(System.getProperty("plimsoll.testbed.folder", "target/real")).toAbsolutePath();

    private Programs() {}

    /** How a program ended and all that it printed, errors included. */
    public record Result(int exitCode, String output) {}

    /**
     * @param name of the file for the output, without {@code .log}
     * @param environment beside this process's own
     */
    public static Process start(
            String name, List<String> command, Map<String, String> environment) {
        try {
            Files.createDirectories(FOLDER);
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log(name).toFile());
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * As {@link #start}, and waits for the end.
     *
     * @throws IllegalStateException when it takes longer than {@code limit}
     */
    public static Result run(
            String name, List<String> command, Map<String, String> environment, Duration limit) {
        Process process = start(name, command, environment);
        try {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "%s takes longer than %s; see %s".formatted(command, limit, log(name)));
            }
            return new Result(process.exitValue(), printed(name));
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * As {@link #run}.
     *
     * @return what it printed
     * @throws IllegalStateException with what it printed when it does not end well
     */
    public static String mustRun(
            String name, List<String> command, Map<String, String> environment, Duration limit) {
        Result result = run(name, command, environment, limit);
        if (result.exitCode() != 0) {
            throw new IllegalStateException(
                    "%s: exit code %d%n%s"
                            .formatted(
                                    String.join(" ", command), result.exitCode(), result.output()));
        }
        return result.output();
    }

    public static Path log(String name) {
        return FOLDER.resolve(name + ".log");
    }

    /** What the program of that name has printed so far. */
    public static String printed(String name) {
        try {
            return Files.readString(log(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

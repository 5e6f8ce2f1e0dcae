package io.plimsoll.autoscaler.app.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs that the test starts; what they print goes to a file below {@code target/real}. */
final class Programs {

    static final Path FOLDER = Path.of("target", "real").toAbsolutePath();

    private Programs() {}

    static Process start(String name, List<String> command, Map<String, String> environment) {
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
     * @return the exit code
     */
    static int run(
            String name, List<String> command, Map<String, String> environment, Duration limit) {
        Process process = start(name, command, environment);
        try {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("%s takes longer than %s".formatted(name, limit));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static Path log(String name) {
        return FOLDER.resolve(name + ".log");
    }

    static String printed(String name) {
        try {
            return Files.readString(log(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

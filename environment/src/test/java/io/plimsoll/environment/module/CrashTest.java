package io.plimsoll.environment.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A failure of our own never looks like an answer. */
public class CrashTest {

    private final StringWriter err = new StringWriter();

    /** Mains that go wrong, in a process of their own. */
    public static final class Mains {
        private Mains() {}

        public static final class Endless {
            private Endless() {}

            public static void main(String[] arguments) {
                System.out.println(depth(arguments.length));
            }

            private static int depth(int of) {
                return of == 0 ? 0 : depth(of + 1) + 1;
            }
        }

        public static final class Incomplete {
            private Incomplete() {}

            public static void main(String[] arguments) {
                if (arguments.length > 0) {
                    throw new NoClassDefFoundError(arguments[0]);
                }
            }
        }
    }

    private record Ended(int exitCode, String output) {}

    private static Ended start(String main) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Crash.class.getName(),
                                main,
                                "argument")
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), output);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.plimsoll.environment.module.CrashTest$Mains$Endless",
                "io.plimsoll.environment.module.CrashTest$Mains$Incomplete",
                "io.plimsoll.Missing"
            })
    void endsWithThreeAndWithoutAStackTraceHoweverAMainFails(String main) throws Exception {
        Ended ended = start(main);

        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.output()).contains("Internal error", "report").doesNotContain("\tat ");
    }

    @Test
    void keepsTheStackTraceInAFileThatTheMessageNames() throws IOException {
        Crash.tell(new IllegalStateException("broken"), new PrintWriter(err, true), Map.of());

        String message = err.toString().strip();
        Path log = Path.of(message.substring(message.lastIndexOf(' ') + 1));
        assertThat(Files.readString(log)).contains("IllegalStateException: broken", "\tat ");
        Files.delete(log);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLIMSOLL_STACKTRACE", "KUBERNETES_SERVICE_HOST"})
    void printsTheStackTraceWhereItIsAskedForAndInAPod(String variable) {
        Crash.tell(
                new IllegalStateException("broken"),
                new PrintWriter(err, true),
                Map.of(variable, "1"));

        assertThat(err.toString()).contains("\tat ");
    }

    @Test
    void leavesAnswersAsTheyAre() {
        assertThat(List.of(0, 1, 2))
                .allSatisfy(code -> assertThat(Crash.exitCodeOf(() -> code)).isEqualTo(code));
    }
}

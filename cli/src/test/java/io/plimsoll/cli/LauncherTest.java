package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.environment.module.Module;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code ./plimsoll} finds its JDK. Machines differ, so each test lays out its own. */
class LauncherTest {

    @TempDir private Path machine = Path.of("");

    private record Launch(int exitCode, String output) {}

    /**
     * With the JDKs of the machine's folder, and nothing on PATH but what the launcher itself
     * calls.
     */
    private Launch launch() throws IOException, InterruptedException {
        Path programs = Files.createDirectories(machine.resolve("programs"));
        for (String program : List.of("bash", "dirname", "readlink", "sed")) {
            Path real = Path.of("/usr/bin", program);
            Files.createSymbolicLink(
                    programs.resolve(program),
                    Files.exists(real) ? real : Path.of("/bin", program));
        }
        ProcessBuilder builder =
                new ProcessBuilder(Module.home().resolve("plimsoll").toString(), "version")
                        .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.equals("JAVA_HOME"));
        builder.environment()
                .putAll(Map.of("PLIMSOLL_JDKS", machine + "/*", "PATH", programs.toString()));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Launch(process.waitFor(), output);
    }

    private void jdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(machine.resolve(name));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
        Path javac = Files.createDirectories(home.resolve("bin")).resolve("javac");
        Files.writeString(javac, "#!/bin/sh\n");
        assertThat(javac.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void saysInOneSentenceWhatToInstallWhereThereIsNoJdk() throws Exception {
        Launch launch = launch();

        assertThat(launch.exitCode()).isEqualTo(2);
        assertThat(launch.output().strip()).doesNotContain("\n").contains("JDK 25 or newer");
    }

    @Test
    void passesOverJdksThatAreTooOld() throws Exception {
        jdk("jdk-17", "17.0.15");
        jdk("jdk-9", "9");

        assertThat(launch().exitCode()).isEqualTo(2);
    }

    @Test
    void passesOverRuntimesWithoutACompiler() throws Exception {
        jdk("jre-25", "25");
        Files.delete(machine.resolve("jre-25/bin/javac"));

        assertThat(launch().exitCode()).isEqualTo(2);
    }
}

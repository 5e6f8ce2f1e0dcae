package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.environment.module.Module;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which classes {@code ./plimsoll} starts, and when it builds them. The checkouts hold what the
 * launcher looks at and no more; their Java says how it was called, their Maven that it was.
 */
class CheckoutTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000);

    @TempDir private Path machine = Path.of("");

    private record Launch(int exitCode, String output) {}

    @BeforeEach
    void installsAJdkAndAMaven() throws IOException {
        Files.createDirectories(machine.resolve("jdk/bin"));
        Files.writeString(machine.resolve("jdk/release"), "JAVA_VERSION=\"25\"\n");
        program("jdk/bin/javac", "true");
        program("jdk/bin/java", "printf 'java %s\\n' \"$*\"");
        Files.createDirectories(machine.resolve("programs"));
        program("programs/mvn", "echo Maven ran");
    }

    private void program(String name, String text) throws IOException {
        Path file = Files.writeString(machine.resolve(name), "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** One that was built while it lay in {@code built}. */
    private Path checkout(String name, Path built) throws IOException {
        Path home = Files.createDirectories(machine.resolve(name));
        Files.copy(Module.home().resolve("plimsoll"), home.resolve("plimsoll"));
        assertThat(home.resolve("plimsoll").toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        source(home, "One.java");
        source(home, "Other.java");
        Path target = Files.createDirectories(home.resolve("cli/target"));
        Files.writeString(
                target.resolve("classpath"),
                "%s/demo/target/demo.jar:%s/environment/target/environment.jar:/m2/library.jar\n"
                        .formatted(built, built));
        return home;
    }

    private static Path source(Path home, String name) throws IOException {
        Path folder = Files.createDirectories(home.resolve("cli/src/main/java"));
        return Files.writeString(folder.resolve(name), "class X {}");
    }

    private Launch launch(Path home, Map<String, String> variables) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(home.resolve("plimsoll").toString(), "version")
                        .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeAll(List.of("JAVA_HOME", "HOME", "PLIMSOLL_BUILD"));
        environment.put("PLIMSOLL_JDKS", machine.resolve("jdk").toString());
        environment.put("PATH", machine.resolve("programs") + ":/usr/bin:/bin");
        environment.putAll(variables);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Launch(process.waitFor(), output);
    }

    private Launch launchBuilt(Path home) throws Exception {
        return launch(home, Map.of("PLIMSOLL_BUILD", "never"));
    }

    @Test
    void runsItsOwnClassesAfterItWasMoved() throws Exception {
        Path home = checkout("here", machine.resolve("where it was"));

        Launch launch = launchBuilt(home);

        assertThat(launch.exitCode()).as(launch.output()).isZero();
        assertThat(launch.output())
                .contains(
                        "-cp %1$s/cli/target/classes:%1$s/demo/target/demo.jar:%1$s/environment/target/environment.jar:/m2/library.jar "
                                .formatted(home))
                .doesNotContain("where it was");
    }

    @Test
    void runsItsOwnClassesBesideTheCheckoutThatItIsACopyOf() throws Exception {
        Path original = checkout("original", machine.resolve("original"));
        Path copy = checkout("original copy", machine.resolve("original"));

        assertThat(launchBuilt(original).output()).contains(original + "/demo/target/demo.jar");
        assertThat(launchBuilt(copy).output())
                .contains(copy + "/demo/target/demo.jar")
                .doesNotContain(original + "/demo");
    }

    @Test
    void buildsOnceAndThenNoMore() throws Exception {
        Path home = checkout("a checkout", machine.resolve("a checkout"));

        assertThat(launch(home, Map.of()).output()).contains("building");
        assertThat(launch(home, Map.of()).output()).doesNotContain("building");
    }

    @Test
    void buildsAgainWhereASourceIsGoneThatNoFoldersTimeTells() throws Exception {
        Path home = checkout("checkout", machine.resolve("checkout"));
        launch(home, Map.of());
        Path stale = Files.createDirectories(home.resolve("cli/target/classes"));
        Path gone = source(home, "Other.java");

        Files.delete(gone);
        Files.setLastModifiedTime(home.resolve("cli/src/main/java"), LONG_AGO);

        assertThat(launch(home, Map.of()).output()).contains("building");
        assertThat(stale).doesNotExist();
        assertThat(launch(home, Map.of()).output()).doesNotContain("building");
    }

    @Test
    void buildsAgainWhereASourceIsOlderThanTheBuildButWasNotThere() throws Exception {
        Path home = checkout("checkout", machine.resolve("checkout"));
        launch(home, Map.of());

        Path old = source(home, "Old.java");
        Files.setLastModifiedTime(old, LONG_AGO);
        Files.setLastModifiedTime(home.resolve("cli/src/main/java"), LONG_AGO);

        assertThat(launch(home, Map.of()).output()).contains("building");
    }

    @Test
    void keepsTheClassesOfItsJarsUntilOneOfThemIsAnother() throws Exception {
        program(
                "jdk/bin/java",
                """
                printf 'java %s\\n' "$*"
                for option; do
                    case $option in -XX:ArchiveClassesAtExit=*) echo classes >"${option#*=}" ;; esac
                done\
                """);
        Path home = checkout("a checkout", machine.resolve("a checkout"));
        Path jar = Files.writeString(home.resolve("cli/target/plimsoll-cli-1.jar"), "old");
        Files.setLastModifiedTime(jar, LONG_AGO);
        Path kept = home.resolve("build/classes.jsa");

        assertThat(launch(home, Map.of()).output())
                .contains("-XX:SharedArchiveFile=" + kept, "-cp " + jar);
        FileTime made = Files.getLastModifiedTime(kept);
        launch(home, Map.of());
        assertThat(Files.getLastModifiedTime(kept)).isEqualTo(made);

        Files.setLastModifiedTime(kept, LONG_AGO);
        Files.writeString(jar, "new");
        launch(home, Map.of());
        assertThat(Files.getLastModifiedTime(kept)).isGreaterThan(LONG_AGO);
        assertThat(launchBuilt(home).output()).doesNotContain("SharedArchiveFile");
    }

    @Test
    void startsAsWellWhereNoClassesCanBeKept() throws Exception {
        Path home = checkout("checkout", machine.resolve("checkout"));
        Files.writeString(home.resolve("cli/target/plimsoll-cli-1.jar"), "");

        Launch launch = launch(home, Map.of());

        assertThat(launch.exitCode()).as(launch.output()).isZero();
        assertThat(launch.output()).doesNotContain("SharedArchiveFile").contains("-Xshare:auto");
    }

    @Test
    void startsAsWellWhereNothingMayBeWritten() throws Exception {
        Path home = checkout("checkout", machine.resolve("checkout"));
        launch(home, Map.of());
        Files.writeString(home.resolve("cli/target/plimsoll-cli-1.jar"), "");
        program("programs/mktemp", "echo mktemp: read-only >&2; exit 1");

        Launch launch = launch(home, Map.of());

        assertThat(launch.exitCode()).as(launch.output()).isZero();
        assertThat(launch.output()).startsWith("java ").doesNotContain("read-only");
    }

    @Test
    void needsNoHome() throws Exception {
        Path home = checkout("checkout", machine.resolve("checkout"));

        assertThat(launchBuilt(home).exitCode()).isZero();
    }

    @Test
    void endsWithThreeWhereTheClassPathIsGone() throws Exception {
        Path home = checkout("checkout", machine.resolve("checkout"));
        Files.delete(home.resolve("cli/target/classpath"));

        Launch launch = launchBuilt(home);

        assertThat(launch.exitCode()).isEqualTo(3);
        assertThat(launch.output().lines()).singleElement().asString().contains("is not built");
    }
}

package io.plimsoll.charts8s.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of results that fortio 1.63.2 wrote, with the script that the Job runs. */
class LoadReportTest {

    private static final Path RESULTS =
            Path.of("src/test/resources/io/plimsoll/charts8s/load").toAbsolutePath();

    @TempDir private Path folder;

    /** In the place of curl, a program that tells what it was asked. */
    @BeforeEach
    void makeThePodsFiles() throws IOException {
        Path curl = Files.writeString(folder.resolve("curl"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertThat(curl.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("token"), "t");
        Files.writeString(folder.resolve("namespace"), "demo");
        Files.writeString(folder.resolve("report.sh"), LoadScript.text(LoadScript.REPORT));
    }

    private record Report(int exitCode, List<String> lines) {}

    private Report of(String result) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("sh", folder.resolve("report.sh").toString())
                        .redirectErrorStream(true);
        builder.environment().merge("PATH", folder.toString(), (path, own) -> own + ":" + path);
        builder.environment().put("ACCOUNT", folder.toString());
        builder.environment().put("FAILED_AT_MOST", "0.01");
        builder.environment().put("PROFILE", "normal");
        builder.environment().put("RESULT", RESULTS.resolve(result).toString());
        Process process = builder.start();
        List<String> lines = process.inputReader().readAllLines();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Report(process.exitValue(), lines);
    }

    @Test
    void keepsTheResultInTheProfilesConfigMap() throws Exception {
        Report report = of("served.json");

        assertThat(report.exitCode()).isZero();
        assertThat(report.lines())
                .contains(
                        "https://kubernetes.default.svc/api/v1/namespaces/demo/configmaps/load-result-normal",
                        "PATCH");
        assertThat(report.lines().getFirst())
                .contains("\"requests\":\"148\"", "\"failed\":\"0\"", "\"outcome\":\"passed\"")
                .contains("\"p50Millis\":\"0.4\",\"p95Millis\":\"0.7\",\"p99Millis\":\"0.8\"");
    }

    @Test
    void failsWhenNobodyAnswered() throws Exception {
        Report report = of("refused.json");

        assertThat(report.exitCode()).isNotZero();
        assertThat(report.lines().getFirst())
                .contains("\"requests\":\"148\"", "\"failed\":\"148\"", "\"outcome\":\"failed\"");
    }

    @Test
    void failsWhenMoreThanMayWereRefused() throws Exception {
        Report report = of("part-served.json");

        assertThat(report.exitCode()).isNotZero();
        assertThat(report.lines().getFirst()).contains("\"failed\":\"59\"");
    }
}

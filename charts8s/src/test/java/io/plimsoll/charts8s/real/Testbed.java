package io.plimsoll.charts8s.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Kubernetes 1.29 control plane on loopback, with kwok as every node's kubelet, and kubectl to
 * talk to it. The scripts that start it lie in {@code -Dplimsoll.testbed}.
 */
final class Testbed implements AutoCloseable {

    private static final Path FOLDER = Path.of("target", "real").toAbsolutePath();
    private static final Path KUBE = FOLDER.resolve("kube");

    private final Path scripts;

    private Testbed(Path scripts) {
        this.scripts = scripts;
    }

    /** What a program printed and how it ended. */
    record Result(int exitCode, String output) {}

    /** Empty, and loudly so, where there is none to be had. */
    static Optional<Testbed> start() throws IOException {
        Path scripts = Path.of(System.getProperty("plimsoll.testbed", ""));
        if (!Files.isExecutable(scripts.resolve("up"))) {
            System.out.println(
                    "SKIPPED: profile real of the manifests: no control plane. Name the folder with"
                            + " the scripts build, up and down by -Dplimsoll.testbed=FOLDER.");
            return Optional.empty();
        }
        Files.createDirectories(FOLDER);
        Testbed testbed = new Testbed(scripts);
        if (System.getenv("PLIMSOLL_KUBE_BIN") == null) {
            testbed.script("build", Map.of());
        }
        int basePort = 31_000 + 10 * new SplittableRandom().nextInt(100);
        testbed.script("up", Map.of("KUBE_BASE_PORT", String.valueOf(basePort), "METRICS", "0"));
        return Optional.of(testbed);
    }

    /** Runs kubectl with every right. */
    Result kubectl(String... arguments) {
        List<String> command = Stream.concat(Stream.of("kubectl"), Stream.of(arguments)).toList();
        return run(command, Map.of("KUBECONFIG", KUBE.resolve("admin.kubeconfig").toString()), 180);
    }

    /** Runs kubectl and returns what it printed; fails where kubectl does. */
    String mustKubectl(String... arguments) {
        Result result = kubectl(arguments);
        assertThat(result.exitCode())
                .as(String.join(" ", arguments) + "\n" + result.output())
                .isZero();
        return result.output();
    }

    @Override
    public void close() {
        script("down", Map.of("WIPE", "1"));
    }

    private void script(String name, Map<String, String> settings) {
        Result result =
                run(
                        List.of(scripts.resolve(name).toString()),
                        Stream.concat(
                                        settings.entrySet().stream(),
                                        Stream.of(Map.entry("KUBE_DIR", KUBE.toString())))
                                .collect(
                                        java.util.stream.Collectors.toMap(
                                                Map.Entry::getKey, Map.Entry::getValue)),
                        1800);
        assertThat(result.exitCode()).as(name + "\n" + result.output()).isZero();
    }

    /** Output goes through a file: the control plane outlives its script and would hold a pipe. */
    private static Result run(List<String> command, Map<String, String> variables, int seconds) {
        try {
            Path log = Files.createTempFile(FOLDER, "run-", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            builder.environment().putAll(variables);
            Process process = builder.start();
            assertThat(process.waitFor(seconds, TimeUnit.SECONDS)).as(command.toString()).isTrue();
            return new Result(process.exitValue(), Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}

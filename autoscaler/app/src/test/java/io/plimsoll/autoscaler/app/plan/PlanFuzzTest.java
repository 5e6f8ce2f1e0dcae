package io.plimsoll.autoscaler.app.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.plimsoll.autoscaler.app.AutoscalerMain;
import io.plimsoll.testbed.Mutator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a file, a plan answers or refuses, in time, in memory and in words. */
class PlanFuzzTest {

    private static final int RUNS = Integer.getInteger("plimsoll.fuzz", 8500);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int LONGEST_MESSAGE = 15_000;
    private static final long MOST_BYTES = 2L << 30;

    private static final String JAVA =
            "(?s).*(java\\.|Exception|\\bat io\\.|Internal error|jackson|fabric8|snakeyaml|NullPointer).*";

    @TempDir private Path folder;

    /** Which flag takes a fixture, beside which others. */
    private record Run(Path fixture, List<String> arguments) {}

    @Test
    void everyMutationOfEveryFixtureIsAnsweredOrRefused() throws IOException {
        List<Run> runs = runs();
        assertThat(runs).hasSizeGreaterThan(40);
        List<String> problems =
                IntStream.range(0, RUNS)
                        .parallel()
                        .mapToObj(seed -> problem(seed, runs.get(seed % runs.size())))
                        .flatMap(Optional::stream)
                        .toList();
        assertThat(problems).isEmpty();
    }

    private Optional<String> problem(int seed, Run run) {
        try {
            byte[] mutated = new Mutator(seed).mutate(Files.readAllBytes(run.fixture()));
            Path own = Files.createDirectory(folder.resolve(Integer.toString(seed)));
            Path file =
                    Files.write(
                            own.resolve(Objects.toString(run.fixture().getFileName())), mutated);
            List<String> arguments =
                    run.arguments().stream()
                            .map(argument -> argument.equals("?") ? file.toString() : argument)
                            .toList();
            String label = "seed %d: %s: ".formatted(seed, run.fixture().getFileName());
            return problem(arguments).map(label::concat);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> problem(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        int exitCode =
                AutoscalerMain.execute(
                        new PrintWriter(out),
                        new PrintWriter(err),
                        arguments.toArray(String[]::new));
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        long allocated = threads.getCurrentThreadAllocatedBytes() - bytes;
        String told = err.toString();
        boolean answered = exitCode == 0;
        boolean refused = exitCode == 2 && out.toString().isEmpty() && !told.isBlank();
        boolean inWords = !told.matches(JAVA) && told.length() < LONGEST_MESSAGE;
        boolean inBounds = time.compareTo(LONGEST) < 0 && allocated < MOST_BYTES;
        return (answered || refused) && inWords && inBounds
                ? Optional.empty()
                : Optional.of(
                        "exit code %d after %s and %d bytes: %s"
                                .formatted(exitCode, time, allocated, told));
    }

    private static List<Run> runs() throws IOException {
        Path inputs = inputs();
        List<Run> runs = new ArrayList<>();
        try (Stream<Path> files = Files.walk(inputs)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                runs.add(new Run(file, arguments(inputs, file)));
            }
        }
        return runs;
    }

    private static List<String> arguments(Path inputs, Path file) {
        String name = Objects.toString(file.getFileName());
        String groups = inputs.resolve("managed-groups.json").toString();
        String workloads = inputs.resolve("workloads.yaml").toString();
        List<String> plan = new ArrayList<>(List.of("plan", "--now=2026-01-02T00:00:00Z"));
        if (name.equals("workloads.yaml") || name.equals("deployment.yaml")) {
            String nodes = inputs.resolve("raw-api-lists").toString();
            plan.addAll(List.of("--cluster", nodes, "--add", "?", "--at-max"));
            plan.addAll(List.of("--node-groups", groups));
        } else if (name.contains("group") && !name.equals("managed-node-groups.json")) {
            plan.addAll(List.of("--cluster", workloads, "--node-groups", "?"));
        } else if (answer(name).isPresent()) {
            plan.addAll(List.of("--cluster", workloads, "--node-groups", groups));
            plan.addAll(List.of(answer(name).get(), "?"));
        } else {
            plan.addAll(List.of("--cluster", "?", "--node-groups", groups));
            plan.addAll(List.of("--expander=priority", "-o", "json"));
        }
        return plan;
    }

    /** The flag that takes the file, if it is one of AWS's answers. */
    private static Optional<String> answer(String name) {
        if (name.equals("managed-node-groups.json")) {
            return Optional.of("--managed-node-groups");
        }
        if (name.startsWith("l03")) {
            return Optional.of("--launch-templates");
        }
        return name.startsWith("i04") || name.startsWith("i10")
                ? Optional.of("--instance-types")
                : Optional.empty();
    }

    private static Path inputs() {
        URL url = Objects.requireNonNull(PlanFuzzTest.class.getResource("inputs"));
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

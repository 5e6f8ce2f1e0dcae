package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.demo.Demo;
import io.plimsoll.demo.UnplayableException;
import io.plimsoll.demo.story.Pace;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.file.EnvironmentFile;
import io.plimsoll.environment.input.InvalidFileException;
import io.plimsoll.testbed.Mutator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever became of the files that were synthesized: {@code check} finds something or nothing in
 * them, the demo plays them, or each refuses them in words.
 */
class FileFuzzTest {

    private static final int CHECKS = Integer.getInteger("plimsoll.fuzz", 400);
    private static final int PLAYS = Integer.getInteger("plimsoll.fuzz", 40);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int LONGEST_MESSAGE = 20_000;

    private static final String JAVA =
            "(?s).*(java\\.|Exception|\\bat io\\.|nternal error|jackson|fabric8|snakeyaml|NullPointer).*";

    private static final String ENVIRONMENT =
            """
            cluster: {name: fuzz, kubernetesVersion: "1.35", imageRegistry: registry.example.com}
            load: {profiles: {normal: {duration: 3m}}}
            """;

    private static final String GROUPS =
            """
            {"AutoScalingGroups": [{"AutoScalingGroupName": "eks-kong", "MinSize": 0, "MaxSize": 6, "DesiredCapacity": 1,
              "AvailabilityZones": ["us-west-1a"], "Instances": [],
              "Tags": [{"Key": "eks:cluster-name", "Value": "fuzz"}, {"Key": "eks:nodegroup-name", "Value": "kong"},
                {"Key": "k8s.io/cluster-autoscaler/enabled", "Value": "true"}]}]}
            """;

    @TempDir private static Path original;
    @TempDir private Path folder;

    @BeforeAll
    static void synthesize() throws IOException {
        String environment =
                Files.writeString(original.resolve("environment.yaml"), ENVIRONMENT).toString();
        Files.writeString(original.resolve("groups.json"), GROUPS);
        for (List<String> each :
                List.of(List.of("synth", "cdk.out"), List.of("manifests", "manifests"))) {
            Invocation written =
                    Invocation.of(
                            each.getFirst(),
                            "-f",
                            environment,
                            "--out",
                            original.resolve(each.getLast()).toString());
            assertThat(written.exitCode()).as(written.err()).isZero();
        }
    }

    @Test
    void checkAnswersOrRefuses() throws IOException {
        List<Path> files = read();
        List<String> problems = new ArrayList<>();
        for (int seed = 0; seed < CHECKS; seed++) {
            Path changed = files.get(seed % files.size());
            copyWith(changed, seed);
            int number = seed;
            long start = System.nanoTime();
            Invocation check = Invocation.of(arguments(seed));
            problem(check, Duration.ofNanos(System.nanoTime() - start))
                    .ifPresent(problem ->
                            problems.add("seed %d: %s%s".formatted(number, changed, problem)));
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void theDemoPlaysOrRefuses() throws Exception {
        Environment environment =
                EnvironmentFile.parse("e.yaml", ENVIRONMENT, LocalDate.parse("2026-11-24"))
                        .environment();
        List<Path> files =
                read().stream()
                        .filter(file -> !Objects.equals(file.getParent(), original))
                        .toList();
        List<String> problems = new ArrayList<>();
        for (int seed = 0; seed < PLAYS; seed++) {
            Path changed = files.get(seed % files.size());
            copyWith(changed, seed);
            Demo demo = new Demo(environment.simulation(), seed, Pace.USUAL);
            try {
                demo.play(
                        new Demo.Synthesized(
                                folder.resolve("cdk.out"), folder.resolve("manifests")),
                        Demo.NOBODY);
            } catch (InvalidFileException | UnplayableException e) {
                if (String.valueOf(e.getMessage()).matches(JAVA)) {
                    problems.add("seed %d: %s: %s".formatted(seed, changed, e.getMessage()));
                }
            } catch (RuntimeException e) {
                problems.add("seed %d: %s: %s".formatted(seed, changed, stack(e)));
            }
        }
        assertThat(problems).isEmpty();
    }

    private String[] arguments(int seed) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "check",
                                "-f",
                                folder.resolve("environment.yaml").toString(),
                                "--templates",
                                folder.resolve("cdk.out").toString(),
                                "--manifests",
                                folder.resolve("manifests").toString()));
        if (seed % 3 == 0) {
            arguments.addAll(List.of("--node-groups", folder.resolve("groups.json").toString()));
        }
        if (seed % 5 == 0) {
            arguments.addAll(List.of("--against", original.resolve("cdk.out").toString()));
        }
        return arguments.toArray(String[]::new);
    }

    private static Optional<String> problem(Invocation check, Duration time) {
        boolean answered = check.exitCode() <= 1;
        boolean refused = check.exitCode() == 2 && check.out().isEmpty() && !check.err().isBlank();
        boolean inWords = !check.err().matches(JAVA) && check.err().length() < LONGEST_MESSAGE;
        return (answered || refused) && inWords && time.compareTo(LONGEST) < 0
                ? Optional.empty()
                : Optional.of(
                        ": exit code %d after %s: %s"
                                .formatted(check.exitCode(), time, check.err()));
    }

    private static String stack(RuntimeException e) {
        return e + " at " + List.of(e.getStackTrace()).stream().limit(8).toList();
    }

    /** Every file that a command reads. */
    private static List<Path> read() throws IOException {
        try (Stream<Path> files = Files.walk(original)) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            file.toString()
                                    .matches(
                                            ".*(template\\.json|/manifest\\.json|\\.yaml|groups\\.json)"))
                    .sorted()
                    .toList();
        }
    }

    private void copyWith(Path changed, int seed) throws IOException {
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = folder.resolve(original.relativize(file).toString());
                Files.createDirectories(to.resolve("..").normalize());
                byte[] content = Files.readAllBytes(file);
                Files.write(to, file.equals(changed) ? new Mutator(seed).mutate(content) : content);
            }
        }
    }
}

package io.plimsoll.environment.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.testbed.Mutator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a file, it is either read or refused with lines of its own. */
class DamagedFileTest {

    private static final int RUNS = Integer.getInteger("plimsoll.fuzz", 3000);
    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final String JAVA = "(?s).*(java\\.|Exception|snakeyaml|NullPointer).*";

    @TempDir private Path folder;

    @Test
    void isReadOrRefusedWithALineOfTheFile() throws IOException {
        List<Path> files = files();
        List<String> problems = new ArrayList<>();
        assertThat(files).hasSizeGreaterThan(5);
        for (int seed = 0; seed < RUNS; seed++) {
            Path file = files.get(seed % files.size());
            byte[] damaged = new Mutator(seed).mutate(Files.readAllBytes(file));
            Path damagedFile = Files.write(folder.resolve("e.yaml"), damaged);
            String label = "seed %d: %s: ".formatted(seed, file);
            problem(damagedFile).ifPresent(problem -> problems.add(label + problem));
        }
        assertThat(problems).isEmpty();
    }

    private static Optional<String> problem(Path file) {
        long start = System.nanoTime();
        Optional<String> problem = read(file);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        return problem.or(
                () -> time.compareTo(LONGEST) < 0 ? Optional.empty() : Optional.of("took " + time));
    }

    private static Optional<String> read(Path file) {
        try {
            ListedEnvironments read = ListedEnvironments.read(file, TODAY);
            return read.byName().isEmpty() ? Optional.of("nothing was read") : Optional.empty();
        } catch (InvalidEnvironmentException refused) {
            String message = String.valueOf(refused.getMessage());
            boolean inWords = !message.isBlank() && !message.matches(JAVA);
            boolean brief = message.length() < 150_000;
            boolean here = refused.problems().stream().allMatch(problem -> problem.line() >= 0);
            return inWords && brief && here ? Optional.empty() : Optional.of(message);
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.of(e + " at " + Stream.of(e.getStackTrace()).limit(6).toList());
        }
    }

    /** The default environment and the examples. */
    private static List<Path> files() throws IOException {
        Path checkout = Path.of("..");
        List<Path> files = new ArrayList<>(List.of(checkout.resolve("environment.yaml")));
        try (Stream<Path> examples = Files.list(checkout.resolve("examples"))) {
            examples.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(files::add);
        }
        return files;
    }
}

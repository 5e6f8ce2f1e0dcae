package io.plimsoll.autoscaler.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A fast class that nobody calls is fast for nobody. */
class BenchmarkedCodeShipsTest {
    private static final Path BENCHMARKS =
            Path.of("../../benchmarks/src/main/java/io/plimsoll/benchmarks");
    private static final String DECISION = "io.plimsoll.autoscaler.decision";
    private static final Pattern DECIDING =
            Pattern.compile(
                    "(?m)^import ("
                            + Pattern.quote(DECISION)
                            + "\\.(?:scheduling\\.)?(?:\\w+\\.)?[A-Z]\\w*);");

    @Test
    void whatABenchmarkMeasuresProductionCalls() throws IOException {
        JavaClasses shipped =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.plimsoll.autoscaler");
        Set<String> measured = measured();

        assertThat(measured).contains(DECISION + ".DecisionCore", DECISION + ".DecisionSession");
        assertThat(measured)
                .allSatisfy(name -> assertThat(callers(shipped.get(name))).isNotEmpty());
    }

    private static Set<String> measured() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(BENCHMARKS)) {
            for (Path file : files.toList()) {
                DECIDING.matcher(Files.readString(file))
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .filter(name -> !name.matches(".*\\.(model|question|answer)\\..*"))
                        .forEach(names::add);
            }
        }
        return names;
    }

    /** Classes of other rooms that depend on it. */
    private static Set<String> callers(JavaClass benchmarked) {
        return benchmarked.getDirectDependenciesToSelf().stream()
                .map(dependency -> dependency.getOriginClass())
                .filter(caller -> !caller.getPackageName().equals(benchmarked.getPackageName()))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

package io.plimsoll.autoscaler.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Code that decides and that no command runs decides nothing. */
class DecidingCodeShipsTest {
    private static final Path SOURCES = Path.of("../decision/src/main/java");

    /** Modules that call the decision core: the autoscaler's own, and the checks. */
    private static final List<Path> CALLERS =
            List.of(
                    Path.of("../../checks/target/classes"),
                    Path.of("../simulation/target/classes"));

    @Test
    void everyClassIsReachedFromACommand() throws IOException {
        ClassFileImporter importer =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS);
        JavaClasses shipped = importer.importPackages("io.plimsoll.autoscaler");
        JavaClasses callers = importer.importPaths(CALLERS);

        Set<String> reached = reachedFromOutside(shipped, callers);
        assertThat(written()).isNotEmpty().allMatch(reached::contains);
    }

    /** By their sources, since a folder of classes may hold some that are gone. */
    private static List<String> written() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.map(file -> SOURCES.relativize(file).toString())
                    .filter(file -> file.endsWith(".java") && !file.endsWith("-info.java"))
                    .map(file -> file.replace(".java", "").replace('/', '.'))
                    .toList();
        }
    }

    private static Set<String> reachedFromOutside(JavaClasses shipped, JavaClasses callers) {
        Set<String> reached = new HashSet<>();
        Deque<JavaClass> open = new ArrayDeque<>();
        open.add(shipped.get("io.plimsoll.autoscaler.app.AutoscalerMain"));
        callers.forEach(open::add);
        while (!open.isEmpty()) {
            JavaClass next = open.pop();
            if (reached.add(next.getName())) {
                for (Dependency dependency : next.getDirectDependenciesFromSelf()) {
                    String target = dependency.getTargetClass().getBaseComponentType().getName();
                    if (shipped.contain(target)) {
                        open.add(shipped.get(target));
                    }
                }
            }
        }
        return reached;
    }
}

package io.plimsoll.autoscaler.simulation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

@AnalyzeClasses(
        packages = "io.plimsoll.autoscaler.simulation",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NOBODY_ASKS_FOR_THE_REAL_TIME =
            noClasses()
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule NOBODY_DEPENDS_ON_THE_ORDER_OF_HASHES =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(HashMap.class)
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(HashSet.class)
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(ConcurrentHashMap.class);

    @ArchTest
    static final ArchRule CHANCE_COMES_FROM_THE_SEED =
            noClasses()
                    .should()
                    .callMethod(UUID.class, "randomUUID")
                    .orShould()
                    .callMethod(Math.class, "random")
                    .orShould()
                    .callConstructor(java.util.Random.class);

    @ArchTest
    static final ArchRule NO_FILES_NETWORK_OR_THREADS =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.io", "java.nio.file..", "java.net..")
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Thread.class);

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.plimsoll.autoscaler.simulation.(*)..").should().beFreeOfCycles();
}

package io.plimsoll.autoscaler.decision;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

/** The core is pure: what it decides follows from its arguments. */
@AnalyzeClasses(
        packages = "io.plimsoll.autoscaler.decision",
        importOptions = ImportOption.DoNotIncludeTests.class)
class DecisionArchitectureTest {

    @ArchTest
    static final ArchRule asksNoClock =
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
    static final ArchRule drawsNoLots =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(Random.class)
                    .orShould()
                    .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule touchesNeitherFilesNorNetworkNorThreads =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.io..", "java.nio..", "java.net..", "java.util.concurrent..");

    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching("io.plimsoll.autoscaler.decision.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule roomsOfSchedulingHaveNoCycles =
            slices().matching("io.plimsoll.autoscaler.decision.scheduling.(*)..")
                    .should()
                    .beFreeOfCycles();
}

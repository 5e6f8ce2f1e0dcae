package io.plimsoll.autoscaler.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(
        packages = "io.plimsoll.autoscaler.engine",
        importOptions = ImportOption.DoNotIncludeTests.class)
class EngineArchitectureTest {

    /** Or the simulation's virtual clock would not be the only one. */
    @ArchTest
    static final ArchRule asksNoWallClock =
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
    static final ArchRule startsNoThreadAndReachesNoFileOrNetwork =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.io", "java.nio..", "java.net..")
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.util.concurrent..")
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Thread.class)
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(ProcessBuilder.class);

    @ArchTest
    static final ArchRule knowsNoSdk =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.fabric8..", "software.amazon..");

    @ArchTest
    static final ArchRule hasNoPackageCycles =
            slices().matching("io.plimsoll.autoscaler.engine.(*)..").should().beFreeOfCycles();
}

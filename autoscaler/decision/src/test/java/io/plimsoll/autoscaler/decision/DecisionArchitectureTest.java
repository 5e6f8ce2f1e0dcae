package io.plimsoll.autoscaler.decision;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

/** The core is pure: what it decides follows from its arguments. */
@AnalyzeClasses(
        packages = "io.plimsoll.autoscaler.decision",
        importOptions = ImportOption.DoNotIncludeTests.class)
class DecisionArchitectureTest {

    private static final String ROOT = "io.plimsoll.autoscaler.decision";

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

    /** The root is a room like any other: it asks the others, and none asks it. */
    private static final SliceAssignment ROOMS =
            new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                    String name = type.getPackageName();
                    if (!name.startsWith(ROOT)) {
                        return SliceIdentifier.ignore();
                    }
                    String below = (name + ".").substring(ROOT.length() + 1);
                    return SliceIdentifier.of(below.substring(0, Math.max(0, below.indexOf('.'))));
                }

                @Override
                public String getDescription() {
                    return "rooms";
                }
            };

    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().assignedFrom(ROOMS).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule roomsOfSchedulingHaveNoCycles =
            slices().matching("io.plimsoll.autoscaler.decision.scheduling.(*)..")
                    .should()
                    .beFreeOfCycles();
}

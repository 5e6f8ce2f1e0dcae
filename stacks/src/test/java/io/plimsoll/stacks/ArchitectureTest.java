package io.plimsoll.stacks;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.time.Clock;
import java.time.InstantSource;

/** What the modules' own arrows do not forbid. */
@AnalyzeClasses(
        packages = "io.plimsoll.stacks",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final DescribedPredicate<JavaCall<?>> THE_TIME =
            DescribedPredicate.describe(
                    "a clock",
                    call -> {
                        CodeUnitCallTarget target = call.getTarget();
                        return switch (target.getName()) {
                            case "now" -> resideInAPackage("java.time..").test(target.getOwner());
                            case "currentTimeMillis", "nanoTime" -> true;
                            default -> false;
                        };
                    });

    /** The package above them holds the main, and what all of them use. */
    @ArchTest
    static final ArchRule partsOfAnEnvironmentHaveNoCycles =
            slices().matching("io.plimsoll.stacks.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule partsOfAnEnvironmentTouchNeitherFilesNorProcesses =
            noClasses()
                    .that()
                    .resideInAPackage("io.plimsoll.stacks.*..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage("java.nio.file..")
                                    .or(type(File.class))
                                    .or(type(ProcessBuilder.class)));

    @ArchTest
    static final ArchRule nobodyTouchesTheNetwork =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.net..", "software.amazon.awssdk..");

    @ArchTest
    static final ArchRule onlyTheMainAsksTheClock =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("StacksApp")
                    .should()
                    .callCodeUnitWhere(THE_TIME)
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Clock.class)
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(InstantSource.class);

    @ArchTest
    static final ArchRule stacksKnowNeitherChartsNorTheAutoscaler =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.plimsoll.charts8s..", "io.plimsoll.autoscaler..");
}

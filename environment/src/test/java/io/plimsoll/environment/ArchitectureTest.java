package io.plimsoll.environment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.time.Clock;
import java.time.LocalDate;

@AnalyzeClasses(
        packages = "io.plimsoll.environment",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.plimsoll.(environment..)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheFilePackageReadsTheUsersFiles =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "io.plimsoll.environment.file",
                            "io.plimsoll.environment.module",
                            "io.plimsoll.environment.input",
                            "io.plimsoll.environment.output")
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(Files.class);

    @ArchTest
    static final ArchRule nobodyAsksTheClock =
            noClasses()
                    .should()
                    .callMethod(LocalDate.class, "now")
                    .orShould()
                    .callMethod(Clock.class, "systemUTC");
}

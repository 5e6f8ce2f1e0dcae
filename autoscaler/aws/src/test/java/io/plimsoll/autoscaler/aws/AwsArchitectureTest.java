package io.plimsoll.autoscaler.aws;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(
        packages = "io.plimsoll.autoscaler.aws",
        importOptions = ImportOption.DoNotIncludeTests.class)
class AwsArchitectureTest {

    @ArchTest
    static final ArchRule asksNoWallClock = noClasses().should().callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule readsFilesInOnePlace =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("..aws.file..", "..aws.assembly..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("java.nio.file..");

    @ArchTest
    static final ArchRule templatesDoNotKnowWhereTheirPartsComeFrom =
            noClasses()
                    .that()
                    .resideInAPackage("..aws.template..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..aws.live..", "..aws.file..");

    @ArchTest
    static final ArchRule hasNoPackageCycles =
            slices().matching("io.plimsoll.autoscaler.aws.(*)..").should().beFreeOfCycles();
}

package io.plimsoll.charts8s;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.plimsoll.charts8s", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLE =
            slices().matching("io.plimsoll.charts8s.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule CHARTS_ARE_PURE =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("io.plimsoll.charts8s", "..output..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.nio.file..", "java.time.zone..")
                    .orShould()
                    .dependOnClassesThat()
                    .haveNameMatching("java\\.time\\.(Clock|Instant|LocalDate.*)");

    @ArchTest
    static final ArchRule ONLY_OBJECT_AND_OUTPUT_KNOW_CDK8S =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("..object..", "..output..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.cdk8s..", "software..");
}

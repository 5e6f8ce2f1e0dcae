package io.plimsoll.autoscaler.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.plimsoll.autoscaler.app",
        importOptions = ImportOption.DoNotIncludeTests.class)
class AppArchitectureTest {

    /** Or a plan would need a cluster or an account. */
    @ArchTest
    static final ArchRule connectsNowhereButInRunAndLive =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("..app.run..", "..app.live..")
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching(
                            "io\\.fabric8\\.kubernetes\\.client\\.KubernetesClient.*"
                                    + "|io\\.plimsoll\\.autoscaler\\.aws\\.(AwsClients|live\\..*)");

    @ArchTest
    static final ArchRule hasNoPackageCycles =
            slices().matching("io.plimsoll.autoscaler.app.(*)..").should().beFreeOfCycles();
}

package io.plimsoll.autoscaler.kubernetes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.plimsoll.autoscaler.kubernetes",
        importOptions = ImportOption.DoNotIncludeTests.class)
class KubernetesArchitectureTest {

    /** So that offline plans read files with the same code, and without a client. */
    @ArchTest
    static final ArchRule convertersNeedNoClient =
            noClasses()
                    .that()
                    .resideInAPackage("..kubernetes.objects")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.fabric8.kubernetes.client..",
                            "io.plimsoll.autoscaler.engine..",
                            "io.plimsoll.autoscaler.kubernetes.cache",
                            "io.plimsoll.autoscaler.kubernetes.report",
                            "io.plimsoll.autoscaler.kubernetes.leader");

    @ArchTest
    static final ArchRule hasNoPackageCycles =
            slices().matching("io.plimsoll.autoscaler.(**)").should().beFreeOfCycles();
}

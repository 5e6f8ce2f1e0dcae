package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.environment.EksVersions;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class AddonsTest {

    private static final LocalDate WRITTEN = LocalDate.of(2026, 11, 24);

    @Test
    void installsNodesNeedsBeforeNodesAndTheRestAfterThem() {
        Templates templates = Templates.of(Scenario.environment());

        assertThat(addons(templates.part("cluster")))
                .containsExactlyInAnyOrder("vpc-cni", "kube-proxy", "eks-pod-identity-agent");
        assertThat(addons(templates.part("workloads")))
                .containsExactlyInAnyOrder("coredns", "aws-ebs-csi-driver", "metrics-server");
    }

    @Test
    void leavesMetricsServerOutWhereTheManifestsBringIt() {
        Templates templates = Templates.of(Scenario.environment("metricsServer: chart"));

        assertThat(addons(templates.part("workloads")))
                .containsExactlyInAnyOrder("coredns", "aws-ebs-csi-driver");
    }

    @Test
    void pinsTheVersionOfEveryAddonForEveryVersionOnOffer() {
        for (String version : EksVersions.underStandardSupport(WRITTEN)) {
            Templates templates = Templates.of(Scenario.ofKubernetes(version));

            for (String part : List.of("cluster", "workloads")) {
                assertThat(templates.part(part).findResources("AWS::EKS::Addon").values())
                        .as("add-ons of Kubernetes %s", version)
                        .allSatisfy(
                                addon -> assertThat(addon.toString()).contains("AddonVersion=v"));
            }
        }
    }

    @Test
    void givesTheCniARoleOfItsOwnInsteadOfTheNodes() {
        Templates templates = Templates.of(Scenario.environment());

        templates
                .part("cluster")
                .hasResourceProperties(
                        "AWS::EKS::Addon",
                        Map.of("AddonName", "vpc-cni", "ServiceAccountRoleArn", Match.anyValue()));
        assertThat(templates.part("cluster").findResources("AWS::IAM::Role").toString())
                .contains("AmazonEKS_CNI_Policy");
        assertThat(templates.part("node-groups").findResources("AWS::IAM::Role").toString())
                .contains("AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly")
                .doesNotContain("AmazonEKS_CNI_Policy");
    }

    private static Set<String> addons(Template template) {
        return template.findResources("AWS::EKS::Addon").values().stream()
                .map(addon -> addon.toString().replaceAll(".*AddonName=([\\w-]+).*", "$1"))
                .collect(Collectors.toSet());
    }
}

package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class ClusterTest {

    private static Templates templates;
    private static Template template;

    @BeforeAll
    static void synthesize() {
        templates = Templates.of(Scenario.environment());
        template = templates.part("cluster");
    }

    @Test
    void makesTheClusterWithoutAnyFunction() {
        template.hasResourceProperties(
                "AWS::EKS::Cluster", Map.of("Name", Scenario.CLUSTER, "Version", "1.29"));
        template.resourceCountIs("AWS::Lambda::Function", 0);
        template.resourceCountIs("AWS::CloudFormation::Stack", 0);
    }

    @Test
    void keepsTheApiServerOffTheInternet() {
        template.hasResourceProperties(
                "AWS::EKS::Cluster",
                Map.of(
                        "ResourcesVpcConfig",
                        Match.objectLike(
                                Map.of(
                                        "EndpointPrivateAccess", true,
                                        "EndpointPublicAccess", false))));
    }

    @Test
    void encryptsSecretsWithAKeyThatRotates() {
        template.hasResourceProperties("AWS::KMS::Key", Map.of("EnableKeyRotation", true));
        template.hasResourceProperties(
                "AWS::EKS::Cluster",
                Map.of(
                        "EncryptionConfig",
                        List.of(Match.objectLike(Map.of("Resources", List.of("secrets"))))));
    }

    @Test
    void keepsAllControlPlaneLogsForAWhile() {
        List<Map<String, String>> types =
                List.of("api", "audit", "authenticator", "controllerManager", "scheduler").stream()
                        .map(type -> Map.of("Type", type))
                        .toList();
        template.hasResourceProperties(
                "AWS::EKS::Cluster",
                Map.of("Logging", Map.of("ClusterLogging", Map.of("EnabledTypes", types))));
        template.hasResourceProperties(
                "AWS::Logs::LogGroup",
                Map.of(
                        "LogGroupName",
                        "/aws/eks/" + Scenario.CLUSTER + "/cluster",
                        "RetentionInDays",
                        90));
    }

    @Test
    void vouchesForServiceAccountsByANativeOidcProvider() {
        template.hasResourceProperties(
                "AWS::IAM::OIDCProvider", Map.of("ClientIdList", List.of("sts.amazonaws.com")));
        assertThat(template.findOutputs("*").keySet())
                .contains("OidcIssuerUrl", "OidcProviderArn", "KubeconfigCommand");
    }

    @Test
    void makesTheNetworkInAStackOfItsOwn() {
        Template network = templates.part("network");

        network.resourceCountIs("AWS::EC2::VPC", 1);
        network.resourceCountIs("AWS::EC2::FlowLog", 1);
        network.resourceCountIs("AWS::EC2::NatGateway", 1);
        network.resourceCountIs("AWS::Lambda::Function", 0);
    }

    @Test
    void usesAnImportedNetworkAsItIs() {
        String vpc =
                """
                vpc:
                  import: vpc-0a1b2c3d
                  availabilityZones: [us-west-1a, us-west-1c]
                  privateSubnetIds: [subnet-0a1b2c3d, subnet-1a1b2c3d]
                """;

        Template cluster = Templates.of(Scenario.environment(vpc)).part("cluster");

        cluster.hasResourceProperties(
                "AWS::EKS::Cluster",
                Map.of(
                        "ResourcesVpcConfig",
                        Match.objectLike(
                                Map.of(
                                        "SubnetIds",
                                        List.of("subnet-0a1b2c3d", "subnet-1a1b2c3d")))));
    }
}

package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/** What an environment may want beside what it gets by default. */
class ReachTest {

    private static final String KEY =
            "arn:aws:kms:us-west-1:111122223333:key/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f";

    @Test
    void givesNodesTheVolumeThatTheyAskFor() {
        Templates templates =
                Templates.of(
                        Scenario.parse(
                                """
                                cluster: {name: x, kubernetesVersion: "1.35"}
                                nodeGroups:
                                  - {name: a, max: 1, disk: 100Gi, volume: {iops: 6000, throughput: 500, encryptionKey: %s}}
                                  - {name: b, max: 1, disk: 100Gi, amiType: BOTTLEROCKET_x86_64, volume: {type: io2, iops: 5000}}
                                """
                                        .formatted(KEY)));

        assertThat(
                        templates
                                .part("node-groups")
                                .findResources("AWS::EC2::LaunchTemplate")
                                .toString())
                .contains("Iops=6000", "Throughput=500", "KmsKeyId=" + KEY)
                .contains("VolumeType=io2", "Iops=5000");
    }

    private static final String WHERE = "cluster: {name: x, kubernetesVersion: \"1.35\"}\n";

    @Test
    void keepsNodesInTheClustersSecurityGroupBesideTheirOwn() {
        Template groups =
                Templates.of(
                                Scenario.parse(
                                        WHERE
                                                + "nodeGroups: [{name: a, max: 1, securityGroups: [sg-0a1b2c3d]}, {name: b, max: 1}]"))
                        .part("node-groups");

        assertThat(data(groups, "x-a").path("SecurityGroupIds").toString())
                .contains("ClusterSecurityGroupId")
                .endsWith(",\"sg-0a1b2c3d\"]");
        assertThat(data(groups, "x-b").has("SecurityGroupIds")).isFalse();
    }

    @Test
    void putsNodesIntoThePublicSubnetsWhereTheyAreToHaveAddresses() {
        Template groups =
                Templates.of(
                                Scenario.parse(
                                        WHERE
                                                + "nodeGroups: [{name: a, max: 1, publicAddresses: true}, {name: b, max: 1}]"))
                        .part("node-groups");

        JsonNode nic = data(groups, "x-a").at("/NetworkInterfaces/0");
        assertThat(nic.path("AssociatePublicIpAddress").asBoolean()).isTrue();
        assertThat(nic.path("Groups").toString()).contains("ClusterSecurityGroupId");
        assertThat(data(groups, "x-b").has("NetworkInterfaces")).isFalse();
        assertThat(subnets(groups, "a")).contains("publicSubnet1").doesNotContain("private");
        assertThat(subnets(groups, "b")).contains("privateSubnet1").doesNotContain("public");
    }

    @Test
    void tellsNodesOfAmazonLinuxWhatTheEnvironmentSaysBesides(@TempDir Path folder)
            throws Exception {
        Files.writeString(
                folder.resolve("start.sh"), "#!/bin/sh\nsysctl -w net.core.somaxconn=1024\n");

        assertThat(userData(folder, "userData: start.sh", "prefixDelegation: true"))
                .containsSubsequence(
                        "Content-Type: multipart/mixed; boundary=\"//\"",
                        "Content-Type: application/node.eks.aws\n\napiVersion: node.eks.aws",
                        "maxPods: 110",
                        "--//\nContent-Type: text/x-shellscript\n\n#!/bin/sh\nsysctl",
                        "--//--");
        assertThat(userData(folder, "userData: start.sh", "prefixDelegation: false"))
                .contains("text/x-shellscript")
                .doesNotContain("maxPods");
    }

    @Test
    void addsToBottlerocketsSettingsWithoutATableTwice(@TempDir Path folder) throws Exception {
        String bottlerocket = "amiType: BOTTLEROCKET_x86_64, userData: settings.toml";
        Path file = folder.resolve("settings.toml");

        Files.writeString(file, "[settings.kubernetes]\nlog-level = 3\n");
        assertThat(userData(folder, bottlerocket, "prefixDelegation: true"))
                .isEqualTo("[settings.kubernetes]\nmax-pods = 110\n\nlog-level = 3\n");

        Files.writeString(file, "[settings.kernel]\nlockdown = \"integrity\"\n");
        assertThat(userData(folder, bottlerocket, "prefixDelegation: true"))
                .endsWith("\n\n[settings.kubernetes]\nmax-pods = 110\n");
    }

    private static String userData(Path folder, String group, String cluster) throws Exception {
        Path file = folder.resolve("e.yaml");
        Files.writeString(
                file,
                """
                cluster: {name: x, kubernetesVersion: "1.35", %s}
                nodeGroups: [{name: a, max: 1, %s}]
                """
                        .formatted(cluster, group));
        Template groups = Templates.of(Scenario.read(file)).part("node-groups");
        return new String(
                Base64.getDecoder().decode(data(groups, "x-a").path("UserData").asText()),
                StandardCharsets.UTF_8);
    }

    private static JsonNode data(Template groups, String name) {
        return properties(groups, "AWS::EC2::LaunchTemplate", "LaunchTemplateName", name)
                .path("LaunchTemplateData");
    }

    private static String subnets(Template groups, String name) {
        return properties(groups, "AWS::EKS::Nodegroup", "NodegroupName", name)
                .path("Subnets")
                .toString();
    }

    private static JsonNode properties(Template groups, String type, String key, String name) {
        JsonNode resources = new ObjectMapper().valueToTree(groups.findResources(type));
        return resources.properties().stream()
                .map(each -> each.getValue().path("Properties"))
                .filter(each -> each.path(key).asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void installsFurtherAddonsWithTheirConfigurationAndRole() {
        Templates templates =
                Templates.of(
                        Scenario.parse(
                                """
                                cluster:
                                  name: x
                                  kubernetesVersion: "1.35"
                                  addons:
                                    snapshot-controller: v8.3.0-eksbuild.1
                                    aws-efs-csi-driver:
                                      configuration: {controller: {deleteAccessPointRootDir: true}}
                                      access:
                                        serviceAccount: efs-csi-controller-sa
                                        policies: [arn:aws:iam::aws:policy/service-role/AmazonEFSCSIDriverPolicy]
                                """));

        templates
                .part("workloads")
                .hasResourceProperties(
                        "AWS::EKS::Addon",
                        Map.of(
                                "AddonName",
                                "snapshot-controller",
                                "AddonVersion",
                                "v8.3.0-eksbuild.1"));
        templates
                .part("workloads")
                .hasResourceProperties(
                        "AWS::EKS::Addon",
                        Map.of(
                                "AddonName",
                                "aws-efs-csi-driver",
                                "ConfigurationValues",
                                "{\"controller\":{\"deleteAccessPointRootDir\":true}}",
                                "ServiceAccountRoleArn",
                                Match.anyValue()));
    }

    @Test
    void givesOwnServiceAccountsARole() {
        String text =
                """
                cluster:
                  name: x
                  kubernetesVersion: "1.35"
                  identity: %s
                  serviceAccounts:
                    - {namespace: shop, name: orders, policies: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess']}
                """;
        Templates irsa = Templates.of(Scenario.parse(text.formatted("irsa")));
        Templates podIdentity = Templates.of(Scenario.parse(text.formatted("pod-identity")));

        irsa.part("identity")
                .hasResourceProperties(
                        "AWS::IAM::Role",
                        Map.of(
                                "Description",
                                "Service account shop/orders",
                                "ManagedPolicyArns",
                                List.of("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")));
        irsa.part("identity")
                .hasOutput(
                        "RoleArnshoporders",
                        Map.of("Description", "Role of service account shop/orders"));
        podIdentity
                .part("identity")
                .hasResourceProperties(
                        "AWS::EKS::PodIdentityAssociation",
                        Map.of("Namespace", "shop", "ServiceAccount", "orders"));
    }
}

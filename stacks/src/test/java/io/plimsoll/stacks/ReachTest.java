package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;

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

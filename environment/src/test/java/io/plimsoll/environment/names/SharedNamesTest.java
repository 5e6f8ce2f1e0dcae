package io.plimsoll.environment.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.plimsoll.environment.Environments;
import io.plimsoll.environment.KongConfig.CertificateReader;
import org.junit.jupiter.api.Test;

class SharedNamesTest {

    private static SharedNames names(String cluster) {
        return new SharedNames(Environments.parse("cluster: " + cluster));
    }

    @Test
    void leadsToTheRoleByAnnotationWithIrsaOnly() {
        String irsa = "{name: x, account: '111122223333'}";
        String podIdentity = "{name: x, identity: pod-identity}";

        assertThat(names(irsa).autoscalerServiceAccountAnnotations())
                .containsExactly(
                        entry(
                                "eks.amazonaws.com/role-arn",
                                "arn:aws:iam::111122223333:role/x-us-west-1-autoscaler"));
        assertThat(names(podIdentity).autoscalerServiceAccountAnnotations()).isEmpty();
    }

    @Test
    void namesTheRoleByItsLiteralArn() {
        assertThat(names("{name: demo, account: '123456789012'}").autoscalerRoleArn())
                .isEqualTo("arn:aws:iam::123456789012:role/demo-us-west-1-autoscaler");
    }

    @Test
    void leavesAPlaceholderForAnUnknownAccount() {
        assertThat(names("{name: demo}").autoscalerRoleArn())
                .isEqualTo("arn:aws:iam::${AWS_ACCOUNT_ID}:role/demo-us-west-1-autoscaler");
    }

    @Test
    void knowsThePartitionsOfChinaAndTheUsGovernment() {
        assertThat(names("{name: demo, region: cn-north-1}").autoscalerRoleArn())
                .startsWith("arn:aws-cn:");
        assertThat(names("{name: demo, region: us-gov-west-1}").autoscalerPolicyArn())
                .startsWith("arn:aws-us-gov:");
    }

    @Test
    void keepsIamNamesShortAndApart() {
        String first = names("{name: " + "a".repeat(99) + "b}").autoscalerPolicy();
        String second = names("{name: " + "a".repeat(99) + "c}").autoscalerPolicy();

        assertThat(first).hasSize(64).endsWith("-us-west-1-autoscaler-policy");
        assertThat(second).hasSize(64).isNotEqualTo(first);
    }

    @Test
    void trustsTheServiceAccountThatTheFileNames() {
        SharedNames names =
                new SharedNames(
                        Environments.parse(
                                """
                                cluster: {name: demo}
                                autoscaler: {namespace: scaling, serviceAccount: plimsoll}
                                """));

        assertThat(names.autoscalerTrustSubject())
                .isEqualTo("system:serviceaccount:scaling:plimsoll");
    }

    @Test
    void discoversGroupsByBothTags() {
        SharedNames names = names("{name: demo}");

        assertThat(names.discoveryTags())
                .containsExactly(
                        entry("k8s.io/cluster-autoscaler/demo", "owned"),
                        entry("k8s.io/cluster-autoscaler/enabled", "true"));
        assertThat(names.autoDiscovery())
                .isEqualTo(
                        "asg:tag=k8s.io/cluster-autoscaler/enabled,k8s.io/cluster-autoscaler/demo");
    }

    @Test
    void findsKongByItsServicesDnsName() {
        assertThat(names("{name: demo}").kongProxyHost())
                .isEqualTo("kong-kong-proxy.kong.svc.cluster.local");
    }

    @Test
    void readsTheCertificateAsWhoeverNeedsItForThat() {
        SharedNames names = names("{name: kong, account: '111122223333'}");

        assertThat(names.kongCertificateAccount(CertificateReader.SECRETS_STORE_CSI))
                .isEqualTo(names.kongDeployment());
        assertThat(names.kongCertificateAccount(CertificateReader.EXTERNAL_SECRETS))
                .isNotEqualTo(names.kongDeployment());
        assertThat(names.kongCertificateAccountAnnotations())
                .containsEntry(
                        "eks.amazonaws.com/role-arn",
                        "arn:aws:iam::111122223333:role/" + names.kongCertificateRole());
    }
}

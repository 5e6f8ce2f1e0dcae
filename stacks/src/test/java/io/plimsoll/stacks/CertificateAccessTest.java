package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.names.SharedNames;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.assertions.Template;

/** Who may read Kong's cluster certificate in Secrets Manager. */
class CertificateAccessTest {

    private static final String KEY = "arn:aws:kms:us-west-1:111122223333:key/0a1b2c3d";

    private static Environment konnect(String identity, String source) {
        return Scenario.parse(
                """
                cluster: {name: %s, identity: %s}
                kong:
                  mode: konnect
                  konnect: {controlPlane: a.example.com, telemetry: b.example.com}
                  certificateFrom: {secret: kong/certificate, %s}
                autoscaler: {image: registry.example.com/autoscaler:1}
                """
                        .formatted(Scenario.CLUSTER, identity, source));
    }

    @ParameterizedTest
    @CsvSource({
        "irsa, external-secrets, kong-kong-certificate",
        "irsa, secrets-store-csi, kong-kong",
        "pod-identity, secrets-store-csi, kong-kong"
    })
    void trustsTheServiceAccountThatReadsAndNoOther(
            String identity, String reader, String account) {
        Templates templates = Templates.of(konnect(identity, "by: " + reader));

        String trust = role(templates).required("AssumeRolePolicyDocument").toString();

        if (identity.equals("irsa")) {
            assertThat(trust).contains("system:serviceaccount:kong:" + account + "\\\"");
        } else {
            assertThat(trust)
                    .contains(
                            "\"aws:RequestTag/kubernetes-service-account\":\"" + account + "\"",
                            "\"aws:RequestTag/kubernetes-namespace\":\"kong\"");
            templates
                    .part("identity")
                    .hasResourceProperties(
                            "AWS::EKS::PodIdentityAssociation",
                            Map.of("Namespace", "kong", "ServiceAccount", account));
        }
        assertThat(templates.complaints()).isEmpty();
    }

    @Test
    void readsOneSecretAndDecryptsWithItsKeyOnly() {
        Templates templates =
                Templates.of(
                        konnect("irsa", "by: secrets-store-csi, encryptionKey: '" + KEY + "'"));

        JsonNode policy = policy(templates.part("identity"));
        AccessPolicy access = new AccessPolicy(List.of(policy.required("PolicyDocument")));

        assertThat(access.actions())
                .containsExactlyInAnyOrder(
                        "secretsmanager:DescribeSecret",
                        "secretsmanager:GetSecretValue",
                        "kms:Decrypt");
        assertThat(policy.toString())
                .contains(":secret:kong/certificate-??????", KEY, "kms:ViaService")
                .doesNotContain("\"*\"");
        assertThat(templates.complaints()).isEmpty();
    }

    @Test
    void makesNoRoleWhereAStoreIsThereAlready() {
        Template identity =
                Templates.of(konnect("irsa", "store: platform-secrets")).part("identity");

        identity.resourceCountIs("AWS::IAM::Role", 1);
        assertThat(identity.toJSON().toString()).doesNotContain("secretsmanager");
    }

    @Test
    void bringsTheDriverOntoEveryNodeWhereKongMountsTheSecret() {
        Templates templates = Templates.of(konnect("irsa", "by: secrets-store-csi"));

        assertThat(templates.part("workloads").findResources("AWS::EKS::Addon").toString())
                .contains("aws-secrets-store-csi-driver-provider", "\"operator\":\"Exists\"");
    }

    private static JsonNode role(Templates templates) {
        String name =
                new SharedNames(konnect("irsa", "by: secrets-store-csi")).kongCertificateRole();
        for (JsonNode role : resources(templates.part("identity"), "AWS::IAM::Role")) {
            if (role.at("/Properties/RoleName").asText().equals(name)) {
                return role.required("Properties");
            }
        }
        throw new AssertionError("no role " + name);
    }

    private static JsonNode policy(Template identity) {
        for (JsonNode policy : resources(identity, "AWS::IAM::ManagedPolicy")) {
            if (policy.toString().contains("secretsmanager")) {
                return policy.required("Properties");
            }
        }
        throw new AssertionError("no policy");
    }

    private static JsonNode resources(Template template, String type) {
        return new ObjectMapper().valueToTree(template.findResources(type));
    }
}

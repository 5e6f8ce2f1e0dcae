package io.plimsoll.stacks.identity;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.KongConfig.CertificateSource;
import io.plimsoll.environment.names.SharedNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Arn;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * Lets one service account read one secret of Secrets Manager: Kong's cluster certificate, whose
 * value is in no template.
 */
final class CertificateAccess extends Construct {

    private final CertificateSource source;

    CertificateAccess(
            Construct scope,
            Environment environment,
            CertificateSource source,
            WorkloadIdentity identity) {
        super(scope, "KongCertificate");
        this.source = source;
        SharedNames names = new SharedNames(environment);
        String region = source.region().orElse(environment.cluster().region());
        ManagedPolicy policy =
                ManagedPolicy.Builder.create(this, "Policy")
                        .description("Reads the secret " + source.secret())
                        .statements(statements(region))
                        .build();
        ServiceAccountRole.named(names.kongCertificateRole())
                .assign(
                        this,
                        new ServiceAccount(
                                names.kongNamespace(), names.kongCertificateAccount(source.by())),
                        identity,
                        List.of(policy.getManagedPolicyArn()));
    }

    private List<PolicyStatement> statements(String region) {
        List<PolicyStatement> statements = new ArrayList<>();
        statements.add(
                PolicyStatement.Builder.create()
                        .sid("ReadSecret")
                        .actions(
                                List.of(
                                        "secretsmanager:DescribeSecret",
                                        "secretsmanager:GetSecretValue"))
                        .resources(List.of(secretArn()))
                        .build());
        source.encryptionKey()
                .map(key ->
                        PolicyStatement.Builder.create()
                                .sid("DecryptSecret")
                                .actions(List.of("kms:Decrypt"))
                                .resources(List.of(key))
                                .conditions(
                                        Map.of(
                                                "StringEquals",
                                                Map.of(
                                                        "kms:ViaService",
                                                        "secretsmanager."
                                                                + region
                                                                + "."
                                                                + Stack.of(this).getUrlSuffix())))
                                .build())
                .ifPresent(statements::add);
        return statements;
    }

    /** Secrets Manager adds a hyphen and six characters to the name. */
    private String secretArn() {
        if (source.secret().startsWith("arn:")) {
            return source.secret();
        }
        return Arn.format(
                ArnComponents.builder()
                        .service("secretsmanager")
                        .resource("secret")
                        .resourceName(source.secret() + "-??????")
                        .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                        .build(),
                Stack.of(this));
    }
}

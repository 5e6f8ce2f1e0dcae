package io.plimsoll.stacks.identity;

import io.plimsoll.environment.AutoscalerConfig;
import io.plimsoll.environment.Environment;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.constructs.Construct;

/** The node autoscaler's role and policy. */
public final class IdentityStack extends Stack {

    public IdentityStack(
            Construct scope, Environment environment, OidcIdentity oidc, StackProps props) {
        super(scope, "identity", props);
        String clusterName = environment.cluster().name();
        AutoscalerConfig autoscaler = environment.workloads().autoscaler();
        String name = clusterName + "-cluster-autoscaler";
        ManagedPolicy policy = AutoscalerPolicy.create(this, name, clusterName);
        CfnRole role =
                ServiceAccountRole.create(
                        this,
                        new ServiceAccountRole.Subject(
                                name, autoscaler.namespace(), autoscaler.serviceAccount()),
                        oidc,
                        List.of(policy.getManagedPolicyArn()));
        output("AutoscalerRoleArn", role.getAttrArn(), "Role of the autoscaler's service account");
        output("AutoscalerPolicyArn", policy.getManagedPolicyArn(), "Policy of that role");
    }

    private void output(String name, String value, String description) {
        CfnOutput.Builder.create(this, name).value(value).description(description).build();
    }
}

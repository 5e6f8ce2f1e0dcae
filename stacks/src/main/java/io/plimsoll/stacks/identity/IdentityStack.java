package io.plimsoll.stacks.identity;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.names.SharedNames;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.eks.CfnPodIdentityAssociation;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.constructs.Construct;

/** The node autoscaler's role and policy. */
public final class IdentityStack extends Stack {

    public IdentityStack(
            Construct scope, Environment environment, WorkloadIdentity identity, StackProps props) {
        super(scope, "identity", props);
        SharedNames names = new SharedNames(environment);
        ManagedPolicy policy =
                AutoscalerPolicy.create(
                        this, names.autoscalerPolicy(), environment.cluster().name());
        CfnRole role =
                ServiceAccountRole.named(names.autoscalerRole())
                        .create(
                                this,
                                new ServiceAccount(
                                        names.autoscalerNamespace(),
                                        names.autoscalerServiceAccount()),
                                identity,
                                policy.getManagedPolicyArn());
        if (identity instanceof WorkloadIdentity.PodIdentity) {
            CfnPodIdentityAssociation.Builder.create(this, "Association")
                    .clusterName(environment.cluster().name())
                    .namespace(names.autoscalerNamespace())
                    .serviceAccount(names.autoscalerServiceAccount())
                    .roleArn(role.getAttrArn())
                    .build();
        }
        output("AutoscalerRoleArn", role.getAttrArn(), "Role of the autoscaler's service account");
        output("AutoscalerPolicyArn", policy.getManagedPolicyArn(), "Policy of that role");
    }

    private void output(String name, String value, String description) {
        CfnOutput.Builder.create(this, name).value(value).description(description).build();
    }
}

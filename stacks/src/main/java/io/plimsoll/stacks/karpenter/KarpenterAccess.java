package io.plimsoll.stacks.karpenter;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.names.SharedNames;
import io.plimsoll.stacks.identity.ServiceAccount;
import io.plimsoll.stacks.identity.ServiceAccountRole;
import io.plimsoll.stacks.identity.WorkloadIdentity;
import io.plimsoll.stacks.interruption.InterruptionQueue;
import io.plimsoll.stacks.nodegroup.NodeRole;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.eks.CfnAccessEntry;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * All that Karpenter needs of AWS before Helm installs it: its controller's role, its nodes' role
 * with their way into the cluster, and the queue of interruptions.
 */
public final class KarpenterAccess extends Construct {

    /** Of Karpenter's chart; the policies are those of this version. */
    static final String VERSION = "1.14.1";

    public KarpenterAccess(Construct scope, Environment environment, WorkloadIdentity identity) {
        super(scope, "Karpenter");
        SharedNames names = new SharedNames(environment);
        Role nodeRole =
                NodeRole.named(names.karpenterNodeRole())
                        .create(this, "NodeRole", environment.cluster());
        CfnAccessEntry.Builder.create(this, "Nodes")
                .clusterName(environment.cluster().name())
                .principalArn(nodeRole.getRoleArn())
                .type("EC2_LINUX")
                .build();
        InterruptionQueue queue =
                new InterruptionQueue(
                        this, names.karpenterQueue(), InterruptionQueue.Reader.KARPENTER);
        ControllerPolicies policies =
                new ControllerPolicies(this, environment.cluster(), nodeRole, queue.queue());
        CfnRole role =
                ServiceAccountRole.named(names.autoscalerRole())
                        .assign(
                                this,
                                new ServiceAccount(
                                        names.autoscalerNamespace(),
                                        names.autoscalerServiceAccount()),
                                identity,
                                policies.arns());
        output("KarpenterRoleArn", role.getAttrArn(), "Role of Karpenter's service account");
        output(
                "KarpenterHelmCommand",
                helmCommand(environment, identity, role),
                "Installs Karpenter on its own node group");
    }

    private static String helmCommand(
            Environment environment, WorkloadIdentity identity, CfnRole role) {
        SharedNames names = new SharedNames(environment);
        String annotation =
                switch (identity) {
                    case WorkloadIdentity.Oidc _ ->
                            " --set 'serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn="
                                    + role.getAttrArn()
                                    + "'";
                    case WorkloadIdentity.PodIdentity _ -> "";
                };
        String nodeSelector =
                environment.workloads().autoscaler().nodeSelector().entrySet().stream()
                        .map(KarpenterAccess::nodeSelector)
                        .collect(Collectors.joining());
        return "helm upgrade --install karpenter oci://public.ecr.aws/karpenter/karpenter --version"
                + " "
                + VERSION
                + " --namespace "
                + names.autoscalerNamespace()
                + " --create-namespace --set settings.clusterName="
                + environment.cluster().name()
                + " --set settings.interruptionQueue="
                + names.karpenterQueue()
                + " --set serviceAccount.name="
                + names.autoscalerServiceAccount()
                + annotation
                + nodeSelector;
    }

    private static String nodeSelector(Map.Entry<String, String> label) {
        return " --set-string 'nodeSelector."
                + label.getKey().replace(".", "\\.")
                + "="
                + label.getValue()
                + "'";
    }

    private void output(String name, String value, String description) {
        CfnOutput.Builder.create(Stack.of(this), name)
                .value(value)
                .description(description)
                .build();
    }
}

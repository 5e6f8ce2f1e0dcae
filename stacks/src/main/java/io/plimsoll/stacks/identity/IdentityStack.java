package io.plimsoll.stacks.identity;

import io.plimsoll.environment.ClusterOptions;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.ServiceAccountConfig;
import io.plimsoll.environment.names.SharedNames;
import io.plimsoll.stacks.AcceptedFinding;
import io.plimsoll.stacks.interruption.InterruptionQueue;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** What the workloads may do in AWS: roles and policies of the node autoscaler and of Kong. */
public final class IdentityStack extends Stack {

    public IdentityStack(
            Construct scope,
            Environment environment,
            WorkloadIdentity identity,
            String vpcId,
            StackProps props) {
        super(scope, "identity", props);
        switch (environment.workloads().autoscaler().program().kind()) {
            case PLIMSOLL, CLUSTER_AUTOSCALER -> autoscaler(environment, identity);
            // Whoever makes this stack adds what Karpenter needs.
            case KARPENTER -> {}
        }
        environment
                .workloads()
                .kong()
                .configuration()
                .certificateFrom()
                .filter(source -> source.needsRole())
                .ifPresent(source -> new CertificateAccess(this, environment, source, identity));
        environment
                .cluster()
                .options()
                .identities()
                .serviceAccounts()
                .forEach(account -> serviceAccount(account, identity));
        if (bringsController(environment)) {
            new LoadBalancerController(this, environment, identity, vpcId);
        }
    }

    private static boolean bringsController(Environment environment) {
        return environment
                .cluster()
                .options()
                .governance()
                .lifetime()
                .loadBalancerController()
                .filter(ClusterOptions.LoadBalancerController.HELM::equals)
                .isPresent();
    }

    private void autoscaler(Environment environment, WorkloadIdentity identity) {
        SharedNames names = new SharedNames(environment);
        Optional<Queue> interruptions =
                environment.workloads().autoscaler().program().interruptionQueue()
                        ? Optional.of(
                                new InterruptionQueue(
                                                this,
                                                names.interruptionQueue(),
                                                InterruptionQueue.Reader.PLIMSOLL)
                                        .queue())
                        : Optional.empty();
        ManagedPolicy policy = AutoscalerPolicy.create(this, environment, interruptions);
        CfnRole role =
                ServiceAccountRole.named(names.autoscalerRole())
                        .assign(
                                this,
                                new ServiceAccount(
                                        names.autoscalerNamespace(),
                                        names.autoscalerServiceAccount()),
                                identity,
                                List.of(policy.getManagedPolicyArn()));
        output("AutoscalerRoleArn", role.getAttrArn(), "Role of the autoscaler's service account");
        output("AutoscalerPolicyArn", policy.getManagedPolicyArn(), "Policy of that role");
    }

    /** What the account's pods may do is the environment's choice. */
    private void serviceAccount(ServiceAccountConfig account, WorkloadIdentity identity) {
        String name = account.namespace() + "-" + account.name();
        Construct own = new Construct(this, "Account-" + name);
        CfnRole role =
                ServiceAccountRole.unnamed()
                        .assign(
                                own,
                                new ServiceAccount(account.namespace(), account.name()),
                                identity,
                                account.policies());
        AcceptedFinding.chosenPolicies(account.policies(), role);
        output(
                "RoleArn-" + name,
                role.getAttrArn(),
                "Role of service account " + account.namespace() + "/" + account.name());
    }

    private void output(String name, String value, String description) {
        CfnOutput.Builder.create(this, name).value(value).description(description).build();
    }
}

package io.plimsoll.stacks.identity;

import io.plimsoll.environment.AutoscalerConfig.Kind;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.names.SharedNames;
import io.plimsoll.stacks.AcceptedFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Arn;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/**
 * What the node autoscaler may do: exactly the actions that it calls, and change the size of groups
 * only that carry both discovery tags of its cluster.
 */
final class AutoscalerPolicy {

    /** AWS knows no resource-level permissions for these. */
    private static final List<String> READ_ACTIONS =
            List.of(
                    "autoscaling:DescribeAutoScalingGroups",
                    "autoscaling:DescribeScalingActivities",
                    "ec2:DescribeInstanceTypes",
                    "ec2:DescribeLaunchTemplateVersions");

    /** Without them, prices are the built-in list's. */
    private static final List<String> PRICE_ACTIONS =
            List.of("ec2:DescribeSpotPriceHistory", "pricing:GetProducts");

    /** What upstream's Cluster Autoscaler calls besides, by its documentation for AWS. */
    private static final List<String> UPSTREAM_READ_ACTIONS =
            List.of(
                    "autoscaling:DescribeAutoScalingInstances",
                    "autoscaling:DescribeLaunchConfigurations",
                    "autoscaling:DescribeTags",
                    "ec2:DescribeImages",
                    "ec2:GetInstanceTypesFromInstanceRequirements");

    private static final List<String> WRITE_ACTIONS =
            List.of(
                    "autoscaling:SetDesiredCapacity",
                    "autoscaling:TerminateInstanceInAutoScalingGroup");

    private static final List<String> QUEUE_ACTIONS =
            List.of("sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage");

    private AutoscalerPolicy() {}

    /**
     * @param interruptions the queue that it reads, if any
     */
    static ManagedPolicy create(
            Construct scope, Environment environment, Optional<Queue> interruptions) {
        String clusterName = environment.cluster().name();
        Kind kind = environment.workloads().autoscaler().program().kind();
        List<PolicyStatement> statements =
                new ArrayList<>(
                        List.of(
                                read(kind),
                                readNodeGroups(nodeGroups(scope, clusterName)),
                                write(groups(scope), clusterName)));
        interruptions.ifPresent(queue -> statements.add(receive(queue)));
        ManagedPolicy policy =
                ManagedPolicy.Builder.create(scope, "Policy")
                        .managedPolicyName(new SharedNames(environment).autoscalerPolicy())
                        .description(
                                "Lets the node autoscaler size the node groups of " + clusterName)
                        .statements(statements)
                        .build();
        AcceptedFinding.wildcard("\\*", "Reading knows no permissions for single resources.")
                .on(policy);
        AcceptedFinding.wildcard(
                        "arn:.+:autoScalingGroup:\\*:autoScalingGroupName/\\*",
                        "Resizing asks for both of the cluster's discovery tags.")
                .on(policy);
        AcceptedFinding.wildcard(
                        "arn:.+:nodegroup/" + clusterName + "/\\*/\\*",
                        "Every node group of the one cluster.")
                .on(policy);
        return policy;
    }

    private static PolicyStatement read(Kind kind) {
        List<String> actions = new ArrayList<>(READ_ACTIONS);
        actions.addAll(kind == Kind.CLUSTER_AUTOSCALER ? UPSTREAM_READ_ACTIONS : PRICE_ACTIONS);
        return PolicyStatement.Builder.create()
                .sid("Read")
                .actions(actions)
                .resources(List.of("*"))
                .build();
    }

    private static PolicyStatement readNodeGroups(String nodeGroups) {
        return PolicyStatement.Builder.create()
                .sid("ReadNodeGroups")
                .actions(List.of("eks:DescribeNodegroup"))
                .resources(List.of(nodeGroups))
                .build();
    }

    private static PolicyStatement write(String groups, String clusterName) {
        return PolicyStatement.Builder.create()
                .sid("Resize")
                .actions(WRITE_ACTIONS)
                .resources(List.of(groups))
                .conditions(
                        Map.of(
                                "StringEquals",
                                new TreeMap<>(
                                        Map.of(
                                                "aws:ResourceTag/k8s.io/cluster-autoscaler/enabled",
                                                "true",
                                                "aws:ResourceTag/k8s.io/cluster-autoscaler/"
                                                        + clusterName,
                                                "owned"))))
                .build();
    }

    private static PolicyStatement receive(Queue queue) {
        return PolicyStatement.Builder.create()
                .sid("Interruptions")
                .actions(QUEUE_ACTIONS)
                .resources(List.of(queue.getQueueArn()))
                .build();
    }

    private static String nodeGroups(Construct scope, String clusterName) {
        return Arn.format(
                ArnComponents.builder()
                        .service("eks")
                        .resource("nodegroup")
                        .resourceName(clusterName + "/*/*")
                        .build(),
                Stack.of(scope));
    }

    private static String groups(Construct scope) {
        return Arn.format(
                ArnComponents.builder()
                        .service("autoscaling")
                        .resource("autoScalingGroup")
                        .resourceName("*:autoScalingGroupName/*")
                        .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                        .build(),
                Stack.of(scope));
    }
}

package io.plimsoll.stacks.karpenter;

import static io.plimsoll.stacks.karpenter.Statements.allow;
import static io.plimsoll.stacks.karpenter.Statements.both;

import io.plimsoll.environment.ClusterConfig;
import io.plimsoll.stacks.AcceptedFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/**
 * What Karpenter's controller may do, after the CloudFormation template of its getting-started
 * guide: start and end instances that carry the cluster's tags, and give them the one role of its
 * nodes. Three policies, because IAM bounds the size of one.
 */
final class ControllerPolicies extends Construct {

    private static final String OWN_TAGS =
            "A condition keeps it to what carries the cluster's tags and those of a pool or node class of Karpenter's.";

    private final ClusterConfig cluster;
    private final Statements tags;
    private final List<String> arns = new ArrayList<>();

    ControllerPolicies(Construct scope, ClusterConfig cluster, Role nodeRole, Queue queue) {
        super(scope, "Controller");
        this.cluster = cluster;
        this.tags = new Statements(cluster.name(), cluster.region());
        add("Instances", instances());
        add("InstanceProfiles", instanceProfiles(nodeRole));
        add("Reading", reading(queue));
    }

    List<String> arns() {
        return List.copyOf(arns);
    }

    private void add(String id, List<PolicyStatement> statements) {
        ManagedPolicy policy =
                ManagedPolicy.Builder.create(this, id)
                        .description("Karpenter on " + cluster.name() + ": " + id)
                        .statements(statements)
                        .build();
        AcceptedFinding.wildcard("arn:.+:ec2:.+\\*", OWN_TAGS).on(policy);
        AcceptedFinding.wildcard("arn:.+:instance-profile/\\*", OWN_TAGS).on(policy);
        AcceptedFinding.wildcard(
                        "arn:.+:parameter/aws/service/\\*",
                        "The public parameters with the ids of AWS's images.")
                .on(policy);
        AcceptedFinding.wildcard("\\*", "Reading knows no permissions for single resources.")
                .on(policy);
        arns.add(policy.getManagedPolicyArn());
    }

    private List<PolicyStatement> instances() {
        List<String> start = List.of("ec2:CreateFleet", "ec2:RunInstances");
        List<String> made =
                ec2(
                        "fleet",
                        "instance",
                        "launch-template",
                        "network-interface",
                        "spot-instances-request",
                        "volume");
        return List.of(
                allow(
                        "StartFrom",
                        start,
                        Stream.concat(
                                        Stream.of(shared("image"), shared("snapshot")),
                                        ec2("security-group", "subnet").stream())
                                .toList()),
                allow("StartByTemplate", start, ec2("launch-template"), tags.taggedAlready()),
                allow(
                        "Start",
                        List.of("ec2:CreateFleet", "ec2:CreateLaunchTemplate", "ec2:RunInstances"),
                        made,
                        tags.taggedInRequest()),
                allow(
                        "TagWhatIsStarted",
                        List.of("ec2:CreateTags"),
                        made,
                        both(
                                tags.taggedInRequest(),
                                Map.of(
                                        "StringEquals",
                                        Map.of(
                                                "ec2:CreateAction",
                                                List.of(
                                                        "RunInstances",
                                                        "CreateFleet",
                                                        "CreateLaunchTemplate"))))),
                allow(
                        "NameInstances",
                        List.of("ec2:CreateTags"),
                        ec2("instance"),
                        both(tags.taggedAlready(), onlyNames())),
                allow(
                        "End",
                        List.of("ec2:DeleteLaunchTemplate", "ec2:TerminateInstances"),
                        ec2("instance", "launch-template"),
                        tags.taggedAlready()));
    }

    private Map<String, Object> onlyNames() {
        return Map.of(
                "StringEqualsIfExists",
                Map.of("aws:RequestTag/eks:eks-cluster-name", cluster.name()),
                "ForAllValues:StringEquals",
                Map.of(
                        "aws:TagKeys",
                        List.of("eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name")));
    }

    private List<PolicyStatement> instanceProfiles(Role nodeRole) {
        List<String> profiles =
                List.of(
                        "arn:%s:iam::%s:instance-profile/*"
                                .formatted(
                                        Stack.of(this).getPartition(),
                                        Stack.of(this).getAccount()));
        return List.of(
                allow(
                        "GiveNodesTheirRole",
                        List.of("iam:PassRole"),
                        List.of(nodeRole.getRoleArn()),
                        Map.of(
                                "StringEquals",
                                Map.of(
                                        "iam:PassedToService",
                                        List.of("ec2.amazonaws.com", "ec2.amazonaws.com.cn")))),
                allow(
                        "MakeProfiles",
                        List.of("iam:CreateInstanceProfile"),
                        profiles,
                        tags.profileTaggedInRequest()),
                allow(
                        "TagProfiles",
                        List.of("iam:TagInstanceProfile"),
                        profiles,
                        both(tags.profileTaggedAlready(), tags.profileTaggedInRequest())),
                allow(
                        "ChangeProfiles",
                        List.of(
                                "iam:AddRoleToInstanceProfile",
                                "iam:DeleteInstanceProfile",
                                "iam:RemoveRoleFromInstanceProfile"),
                        profiles,
                        tags.profileTaggedAlready()),
                allow("ReadProfiles", List.of("iam:GetInstanceProfile"), profiles),
                allow("ListProfiles", List.of("iam:ListInstanceProfiles"), List.of("*")));
    }

    private List<PolicyStatement> reading(Queue queue) {
        return List.of(
                allow(
                        "ReadEc2",
                        List.of(
                                "ec2:DescribeCapacityReservations",
                                "ec2:DescribeImages",
                                "ec2:DescribeInstanceStatus",
                                "ec2:DescribeInstanceTypeOfferings",
                                "ec2:DescribeInstanceTypes",
                                "ec2:DescribeInstances",
                                "ec2:DescribeLaunchTemplates",
                                "ec2:DescribePlacementGroups",
                                "ec2:DescribeSecurityGroups",
                                "ec2:DescribeSpotPriceHistory",
                                "ec2:DescribeSubnets"),
                        List.of("*"),
                        Map.of("StringEquals", Map.of("aws:RequestedRegion", cluster.region()))),
                allow(
                        "ReadImageIds",
                        List.of("ssm:GetParameter"),
                        List.of(
                                "arn:%s:ssm:%s::parameter/aws/service/*"
                                        .formatted(
                                                Stack.of(this).getPartition(), cluster.region()))),
                allow("ReadPrices", List.of("pricing:GetProducts"), List.of("*")),
                allow(
                        "TakeInterruptions",
                        List.of("sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"),
                        List.of(queue.getQueueArn())),
                allow(
                        "FindCluster",
                        List.of("eks:DescribeCluster"),
                        List.of(
                                "arn:%s:eks:%s:%s:cluster/%s"
                                        .formatted(
                                                Stack.of(this).getPartition(),
                                                cluster.region(),
                                                Stack.of(this).getAccount(),
                                                cluster.name()))));
    }

    private List<String> ec2(String... types) {
        return Stream.of(types)
                .map(type ->
                        "arn:%s:ec2:%s:*:%s/*"
                                .formatted(Stack.of(this).getPartition(), cluster.region(), type))
                .toList();
    }

    /** Images and snapshots belong to no account. */
    private String shared(String type) {
        return "arn:%s:ec2:%s::%s/*"
                .formatted(Stack.of(this).getPartition(), cluster.region(), type);
    }
}

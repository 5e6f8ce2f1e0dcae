package io.plimsoll.stacks.nodegroup;

import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.stacks.AcceptedFinding;
import io.plimsoll.stacks.AcceptedLint;
import io.plimsoll.stacks.Digest;
import io.plimsoll.stacks.Resources;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awscdk.Arn;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * The one Lambda function of a deployment: it does for node groups what CloudFormation cannot.
 *
 * <p>EKS does not pass a node group's tags on to its Auto Scaling group, and CloudFormation sends a
 * node group's desired size along with every change. See {@code auto-scaling-group.js}.
 */
final class GroupFunction extends Construct {

    private static final List<AcceptedLint> ACCEPTED =
            List.of(
                    new AcceptedLint(
                            "CKV_AWS_115",
                            "A reserve is taken from the account's own limit, which is 10 in a new account; CloudFormation calls it once a resource."),
                    new AcceptedLint(
                            "CKV_AWS_116",
                            "CloudFormation waits for the answer and reports a failure itself."),
                    new AcceptedLint(
                            "CKV_AWS_117",
                            "It calls AWS APIs alone, which a private VPC may have no way to."));

    private final String clusterName;
    private final Function function;

    GroupFunction(Construct scope, String clusterName, List<NodeGroupConfig> groups) {
        super(scope, "GroupFunction");
        this.clusterName = clusterName;
        LogGroup logs =
                LogGroup.Builder.create(this, "Logs")
                        .retention(RetentionDays.ONE_MONTH)
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build();
        AcceptedLint.on(logs, List.of(AcceptedLint.LOGS_WITHOUT_A_KEY));
        Role role = role(logs, groups);
        this.function =
                Function.Builder.create(this, "Function")
                        .description("Sizes and tags the Auto Scaling groups of " + clusterName)
                        .runtime(Runtime.NODEJS_24_X)
                        .handler("index.handler")
                        .code(
                                Code.fromInline(
                                        Resources.text(
                                                GroupFunction.class, "auto-scaling-group.js")))
                        .timeout(Duration.minutes(2))
                        .memorySize(256)
                        .role(role)
                        .logGroup(logs)
                        .build();
        // The role is complete by itself, and the function refers to it.
        Objects.requireNonNull((CfnFunction) function.getNode().getDefaultChild())
                .addDeletionOverride("DependsOn");
        AcceptedLint.on(function, ACCEPTED);
    }

    private Role role(LogGroup logs, List<NodeGroupConfig> groups) {
        PolicyDocument policy =
                PolicyDocument.Builder.create().statements(statements(logs, groups)).build();
        Role role =
                Role.Builder.create(this, "Role")
                        .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                        .description("Reads and tags the node groups of " + clusterName)
                        .inlinePolicies(Map.of("NodeGroups", policy))
                        .build();
        AcceptedFinding.wildcard(
                        "\\*", "DescribeAutoScalingGroups knows no permissions for single groups.")
                .on(role);
        AcceptedFinding.wildcard(
                        "arn:.+:nodegroup/" + clusterName + "/[^/*]+/\\*",
                        "A node group's ARN ends in an id that EKS makes up.")
                .on(role);
        AcceptedFinding.wildcard(
                        "arn:.+:autoScalingGroup:\\*:autoScalingGroupName/eks-[^/*]+-\\*",
                        "EKS makes up the end of the group's name; a condition keeps to this cluster's.")
                .on(role);
        return role;
    }

    /**
     * The size to hand to the node group; asked again whenever anything about the group changes.
     */
    CustomResource size(Construct scope, NodeGroupConfig group, CfnLaunchTemplate template) {
        return resource(
                scope,
                "Size",
                "Custom::NodeGroupSize",
                Map.of(
                        "ClusterName", clusterName,
                        "NodeGroupName", group.name(),
                        "InitialDesiredSize", group.size().desired(),
                        "MinSize", group.size().min(),
                        "MaxSize", group.size().max(),
                        "LaunchTemplateVersion", template.getAttrLatestVersionNumber(),
                        "Digest", Digest.sha256(group.toString())));
    }

    /** The tags of the node group's Auto Scaling group. */
    CustomResource tags(Construct scope, NodeGroupConfig group) {
        return resource(
                scope,
                "Tags",
                "Custom::AutoScalingGroupTags",
                Map.of(
                        "ClusterName", clusterName,
                        "NodeGroupName", group.name(),
                        "Tags", AutoScalingGroupTags.of(clusterName, group)));
    }

    private CustomResource resource(
            Construct scope, String id, String type, Map<String, Object> properties) {
        return CustomResource.Builder.create(scope, id)
                .resourceType(type)
                .serviceToken(function.getFunctionArn())
                .properties(new TreeMap<>(properties))
                .build();
    }

    private List<PolicyStatement> statements(LogGroup logs, List<NodeGroupConfig> groups) {
        return List.of(
                PolicyStatement.Builder.create()
                        .sid("WriteLogs")
                        .actions(List.of("logs:CreateLogStream", "logs:PutLogEvents"))
                        .resources(List.of(logs.getLogGroupArn()))
                        .build(),
                PolicyStatement.Builder.create()
                        .sid("FindAutoScalingGroups")
                        .actions(List.of("eks:DescribeNodegroup"))
                        .resources(groups.stream().map(this::nodegroupArn).toList())
                        .build(),
                PolicyStatement.Builder.create()
                        .sid("ReadSizes")
                        .actions(List.of("autoscaling:DescribeAutoScalingGroups"))
                        .resources(List.of("*"))
                        .build(),
                PolicyStatement.Builder.create()
                        .sid("TagAutoScalingGroups")
                        .actions(
                                List.of("autoscaling:CreateOrUpdateTags", "autoscaling:DeleteTags"))
                        .resources(groups.stream().map(this::autoScalingGroupArn).toList())
                        .conditions(
                                Map.of(
                                        "StringEquals",
                                        Map.of("aws:ResourceTag/eks:cluster-name", clusterName)))
                        .build());
    }

    private String nodegroupArn(NodeGroupConfig group) {
        return arn(
                "eks",
                "nodegroup",
                clusterName + "/" + group.name() + "/*",
                ArnFormat.SLASH_RESOURCE_NAME);
    }

    /** EKS names it {@code eks-<node group>-<uuid>}. */
    private String autoScalingGroupArn(NodeGroupConfig group) {
        return arn(
                "autoscaling",
                "autoScalingGroup",
                "*:autoScalingGroupName/eks-" + group.name() + "-*",
                ArnFormat.COLON_RESOURCE_NAME);
    }

    private String arn(String service, String resource, String name, ArnFormat format) {
        return Arn.format(
                ArnComponents.builder()
                        .service(service)
                        .resource(resource)
                        .resourceName(name)
                        .arnFormat(format)
                        .build(),
                Stack.of(this));
    }
}

package io.plimsoll.stacks.nodegroup;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.stacks.AcceptedFinding;
import io.plimsoll.stacks.AcceptedLint;
import io.plimsoll.stacks.Digest;
import io.plimsoll.stacks.Logs;
import io.plimsoll.stacks.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Arn;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Duration;
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
import software.constructs.Construct;

/**
 * The one Lambda function of a deployment: it does what CloudFormation cannot.
 *
 * <p>EKS does not pass a node group's tags on to its Auto Scaling group, CloudFormation sends a
 * node group's desired size along with every change, and it cannot take away the rules of a VPC's
 * default security group. See {@code auto-scaling-group.js}.
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

    private final Environment environment;
    private final String clusterName;
    private final Optional<String> defaultSecurityGroup;
    private final Function function;

    /**
     * @param defaultSecurityGroup of the VPC, which loses its rules; empty where the VPC is
     *     somebody else's
     */
    GroupFunction(Construct scope, Environment environment, Optional<String> defaultSecurityGroup) {
        super(scope, "GroupFunction");
        this.environment = environment;
        this.defaultSecurityGroup = defaultSecurityGroup;
        this.clusterName = environment.cluster().name();
        LogGroup logs = Logs.forAMonth(this, "Logs", environment.cluster());
        Role role = role(logs);
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
        defaultSecurityGroup.ifPresent(this::close);
    }

    private Role role(LogGroup logs) {
        PolicyDocument policy =
                PolicyDocument.Builder.create().statements(statements(logs)).build();
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
                        "arn:.+:nodegroup/" + clusterName + "/\\*/\\*",
                        "Every node group of the one cluster, those that are on their way out too.")
                .on(role);
        AcceptedFinding.wildcard(
                        "arn:.+:autoScalingGroup:\\*:autoScalingGroupName/eks-\\*",
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
                        "NodeGroupName", group.eksName(),
                        "InitialDesiredSize", group.size().desired(),
                        "MinSize", group.size().min(),
                        "MaxSize", group.size().max(),
                        "LaunchTemplateVersion", template.getAttrLatestVersionNumber(),
                        "KubernetesVersion", environment.cluster().kubernetesVersion(),
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
                        "NodeGroupName", group.eksName(),
                        "Tags", AutoScalingGroupTags.of(environment, group)));
    }

    /** Leaves the VPC's default security group without rules. */
    private void close(String securityGroupId) {
        resource(
                this,
                "DefaultSecurityGroup",
                "Custom::ClosedSecurityGroup",
                Map.of("GroupId", securityGroupId, "Account", Stack.of(this).getAccount()));
    }

    private CustomResource resource(
            Construct scope, String id, String type, Map<String, Object> properties) {
        return CustomResource.Builder.create(scope, id)
                .resourceType(type)
                .serviceToken(function.getFunctionArn())
                .properties(new TreeMap<>(properties))
                .build();
    }

    /**
     * Of all groups of the cluster: a group that goes is asked about when the policy has changed.
     */
    private List<PolicyStatement> statements(LogGroup logs) {
        List<PolicyStatement> statements = new ArrayList<>(ofGroups(logs));
        defaultSecurityGroup.ifPresent(id ->
                statements.add(
                        PolicyStatement.Builder.create()
                                .sid("CloseDefaultSecurityGroup")
                                .actions(
                                        List.of(
                                                "ec2:RevokeSecurityGroupEgress",
                                                "ec2:RevokeSecurityGroupIngress"))
                                .resources(
                                        List.of(
                                                arn(
                                                        "ec2",
                                                        "security-group",
                                                        id,
                                                        ArnFormat.SLASH_RESOURCE_NAME)))
                                .build()));
        return statements;
    }

    private List<PolicyStatement> ofGroups(LogGroup logs) {
        return List.of(
                PolicyStatement.Builder.create()
                        .sid("WriteLogs")
                        .actions(List.of("logs:CreateLogStream", "logs:PutLogEvents"))
                        .resources(List.of(logs.getLogGroupArn()))
                        .build(),
                PolicyStatement.Builder.create()
                        .sid("FindAutoScalingGroups")
                        .actions(List.of("eks:DescribeNodegroup"))
                        .resources(List.of(nodegroupArns()))
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
                        .resources(List.of(autoScalingGroupArns()))
                        .conditions(
                                Map.of(
                                        "StringEquals",
                                        Map.of("aws:ResourceTag/eks:cluster-name", clusterName)))
                        .build());
    }

    private String nodegroupArns() {
        return arn("eks", "nodegroup", clusterName + "/*/*", ArnFormat.SLASH_RESOURCE_NAME);
    }

    /** EKS names it {@code eks-<node group>-<uuid>}. */
    private String autoScalingGroupArns() {
        return arn(
                "autoscaling",
                "autoScalingGroup",
                "*:autoScalingGroupName/eks-*",
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

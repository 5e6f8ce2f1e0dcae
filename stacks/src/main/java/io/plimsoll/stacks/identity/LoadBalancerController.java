package io.plimsoll.stacks.identity;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.names.SharedNames;
import io.plimsoll.stacks.AcceptedFinding;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * What the AWS Load Balancer Controller may do for network load balancers: read, and make and
 * change what carries the cluster's tag. After the policy of its installation guide, without what
 * application load balancers need. And the command that installs it.
 */
final class LoadBalancerController extends Construct {

    private static final String CHART = "1.14.1";
    private static final String TAG = "elbv2.k8s.aws/cluster";
    private static final ServiceAccount ACCOUNT =
            new ServiceAccount("kube-system", "aws-load-balancer-controller");

    private final String cluster;

    /**
     * @param vpcId the controller cannot ask the instance for it, whose metadata pods do not reach
     */
    LoadBalancerController(
            Construct scope, Environment environment, WorkloadIdentity identity, String vpcId) {
        super(scope, "LoadBalancerController");
        this.cluster = environment.cluster().name();
        ManagedPolicy policy =
                ManagedPolicy.Builder.create(this, "Policy")
                        .description("AWS Load Balancer Controller of " + cluster)
                        .statements(
                                List.of(read(), make(), makeFor(), tagNew(), change(), members()))
                        .build();
        AcceptedFinding.wildcard(
                        "\\*",
                        "Reading, and making what has no name yet; conditions ask for the cluster's tag.")
                .on(policy);
        AcceptedFinding.wildcard(
                        "arn:.+:(elasticloadbalancing|ec2):.+\\*",
                        "A condition keeps it to what carries the cluster's tag.")
                .on(policy);
        CfnRole role =
                ServiceAccountRole.named(new SharedNames(environment).loadBalancerControllerRole())
                        .assign(this, ACCOUNT, identity, List.of(policy.getManagedPolicyArn()));
        CfnOutput.Builder.create(Stack.of(this), "LoadBalancerControllerHelmCommand")
                .value(helmCommand(environment, identity, role, vpcId))
                .description("Installs the AWS Load Balancer Controller")
                .build();
    }

    private static String helmCommand(
            Environment environment, WorkloadIdentity identity, CfnRole role, String vpcId) {
        String annotation =
                switch (identity) {
                    case WorkloadIdentity.Oidc _ ->
                            " --set 'serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn="
                                    + role.getAttrArn()
                                    + "'";
                    case WorkloadIdentity.PodIdentity _ -> "";
                };
        return "helm upgrade --install aws-load-balancer-controller aws-load-balancer-controller --repo https://aws.github.io/eks-charts --version "
                + CHART
                + " --namespace "
                + ACCOUNT.namespace()
                + " --set clusterName="
                + environment.cluster().name()
                + " --set region="
                + environment.cluster().region()
                + " --set vpcId="
                + vpcId
                + " --set serviceAccount.name="
                + ACCOUNT.name()
                + annotation;
    }

    private static PolicyStatement read() {
        return PolicyStatement.Builder.create()
                .sid("Read")
                .actions(
                        List.of(
                                "ec2:DescribeAccountAttributes",
                                "ec2:DescribeAddresses",
                                "ec2:DescribeAvailabilityZones",
                                "ec2:DescribeCoipPools",
                                "ec2:DescribeInstances",
                                "ec2:DescribeInternetGateways",
                                "ec2:DescribeIpamPools",
                                "ec2:DescribeNetworkInterfaces",
                                "ec2:DescribeRouteTables",
                                "ec2:DescribeSecurityGroups",
                                "ec2:DescribeSubnets",
                                "ec2:DescribeTags",
                                "ec2:DescribeVpcPeeringConnections",
                                "ec2:DescribeVpcs",
                                "ec2:GetCoipPoolUsage",
                                "ec2:GetSecurityGroupsForVpc",
                                "elasticloadbalancing:DescribeCapacityReservation",
                                "elasticloadbalancing:DescribeListenerAttributes",
                                "elasticloadbalancing:DescribeListenerCertificates",
                                "elasticloadbalancing:DescribeListeners",
                                "elasticloadbalancing:DescribeLoadBalancerAttributes",
                                "elasticloadbalancing:DescribeLoadBalancers",
                                "elasticloadbalancing:DescribeRules",
                                "elasticloadbalancing:DescribeSSLPolicies",
                                "elasticloadbalancing:DescribeTags",
                                "elasticloadbalancing:DescribeTargetGroupAttributes",
                                "elasticloadbalancing:DescribeTargetGroups",
                                "elasticloadbalancing:DescribeTargetHealth",
                                "elasticloadbalancing:DescribeTrustStores",
                                "acm:DescribeCertificate",
                                "acm:ListCertificates"))
                .resources(List.of("*"))
                .build();
    }

    private PolicyStatement make() {
        return PolicyStatement.Builder.create()
                .sid("MakeWithTheClustersTag")
                .actions(
                        List.of(
                                "elasticloadbalancing:CreateLoadBalancer",
                                "elasticloadbalancing:CreateTargetGroup"))
                .resources(List.of("*"))
                .conditions(Map.of("StringEquals", Map.of("aws:RequestTag/" + TAG, cluster)))
                .build();
    }

    /**
     * The VPC that a group is for, and the load balancer that a listener is for, have no tag in the
     * call.
     */
    private PolicyStatement makeFor() {
        return PolicyStatement.Builder.create()
                .sid("MakeForOthers")
                .actions(List.of("ec2:CreateSecurityGroup", "elasticloadbalancing:CreateListener"))
                .resources(
                        List.of(
                                arn("ec2", "security-group/*"),
                                arn("ec2", "vpc/*"),
                                arn("elasticloadbalancing", "loadbalancer/net/*")))
                .build();
    }

    /** Only in the call that makes it. */
    private PolicyStatement tagNew() {
        return PolicyStatement.Builder.create()
                .sid("TagWhatIsMade")
                .actions(List.of("ec2:CreateTags", "elasticloadbalancing:AddTags"))
                .resources(
                        List.of(
                                arn("ec2", "security-group/*"),
                                arn("elasticloadbalancing", "listener/net/*"),
                                arn("elasticloadbalancing", "loadbalancer/net/*"),
                                arn("elasticloadbalancing", "targetgroup/*")))
                .conditions(Map.of("StringEquals", Map.of("aws:RequestTag/" + TAG, cluster)))
                .build();
    }

    private PolicyStatement change() {
        return PolicyStatement.Builder.create()
                .sid("ChangeItsOwn")
                .actions(
                        List.of(
                                "ec2:AuthorizeSecurityGroupIngress",
                                "ec2:CreateTags",
                                "ec2:DeleteSecurityGroup",
                                "ec2:DeleteTags",
                                "ec2:RevokeSecurityGroupIngress",
                                "elasticloadbalancing:AddTags",
                                "elasticloadbalancing:DeleteListener",
                                "elasticloadbalancing:DeleteLoadBalancer",
                                "elasticloadbalancing:DeleteTargetGroup",
                                "elasticloadbalancing:DeregisterTargets",
                                "elasticloadbalancing:ModifyListener",
                                "elasticloadbalancing:ModifyListenerAttributes",
                                "elasticloadbalancing:ModifyLoadBalancerAttributes",
                                "elasticloadbalancing:ModifyTargetGroup",
                                "elasticloadbalancing:ModifyTargetGroupAttributes",
                                "elasticloadbalancing:RegisterTargets",
                                "elasticloadbalancing:RemoveTags",
                                "elasticloadbalancing:SetSecurityGroups",
                                "elasticloadbalancing:SetSubnets"))
                .resources(List.of("*"))
                .conditions(Map.of("StringEquals", Map.of("aws:ResourceTag/" + TAG, cluster)))
                .build();
    }

    /** Nodes' security groups carry EKS's tag of the cluster, not the controller's. */
    private PolicyStatement members() {
        return PolicyStatement.Builder.create()
                .sid("LetLoadBalancersReachNodes")
                .actions(
                        List.of(
                                "ec2:AuthorizeSecurityGroupIngress",
                                "ec2:RevokeSecurityGroupIngress"))
                .resources(List.of(arn("ec2", "security-group/*")))
                .conditions(
                        Map.of(
                                "StringEquals",
                                Map.of(
                                        "aws:ResourceTag/kubernetes.io/cluster/" + cluster,
                                        "owned")))
                .build();
    }

    private String arn(String service, String resource) {
        Stack stack = Stack.of(this);
        return "arn:%s:%s:%s:%s:%s"
                .formatted(
                        stack.getPartition(),
                        service,
                        stack.getRegion(),
                        stack.getAccount(),
                        resource);
    }
}

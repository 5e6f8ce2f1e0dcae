package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plimsoll.stacks.AccessPolicy.Request;
import io.plimsoll.stacks.ResolvedTemplates.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what, by the policies as they are deployed. */
class AccessTest {

    private static final String ACCOUNT = ResolvedTemplates.ACCOUNT;
    private static final String OTHER_ISSUER =
            ResolvedTemplates.PROVIDER.replace("EXAMPLE", "OTHER");

    /** How the tables write tags of the resource and of the session. */
    private static final Map<String, String> KEYS =
            Map.of(
                    "enabled", "aws:ResourceTag/k8s.io/cluster-autoscaler/enabled",
                    "cluster", "aws:ResourceTag/k8s.io/cluster-autoscaler/" + Scenario.CLUSTER,
                    "other-cluster", "aws:ResourceTag/k8s.io/cluster-autoscaler/another",
                    "eks", "aws:ResourceTag/eks:cluster-name",
                    "sub", ResolvedTemplates.ISSUER + ":sub",
                    "aud", ResolvedTemplates.ISSUER + ":aud",
                    "session-cluster", "aws:RequestTag/eks-cluster-name",
                    "session-namespace", "aws:RequestTag/kubernetes-namespace",
                    "session-account", "aws:RequestTag/kubernetes-service-account");

    private static ResolvedTemplates irsa;
    private static ResolvedTemplates podIdentity;

    @BeforeAll
    static void synthesize() {
        irsa = new ResolvedTemplates(Scenario.environment());
        podIdentity = new ResolvedTemplates(Scenario.withOptions("identity: pod-identity"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    autoscaling:SetDesiredCapacity                  | us-west-1 | enabled=true cluster=owned        | true
                    autoscaling:TerminateInstanceInAutoScalingGroup | us-west-1 | enabled=true cluster=owned        | true
                    autoscaling:SetDesiredCapacity                  | us-east-1 | enabled=true cluster=owned        | false
                    autoscaling:SetDesiredCapacity                  | us-west-1 | enabled=true                      | false
                    autoscaling:SetDesiredCapacity                  | us-west-1 | cluster=owned                     | false
                    autoscaling:SetDesiredCapacity                  | us-west-1 | enabled=false cluster=owned       | false
                    autoscaling:TerminateInstanceInAutoScalingGroup | us-west-1 | enabled=true cluster=shared       | false
                    autoscaling:TerminateInstanceInAutoScalingGroup | us-west-1 | enabled=true other-cluster=owned  | false
                    autoscaling:TerminateInstanceInAutoScalingGroup | us-west-1 |                                   | false
                    """)
    void letsTheAutoscalerResizeGroupsWithBothTags(
            String action, String region, String tags, boolean allowed) {
        String group =
                "arn:aws:autoscaling:%s:%s:autoScalingGroup:0a1b:autoScalingGroupName/eks-kong-0a1b"
                        .formatted(region, ACCOUNT);

        assertAutoscaler(action, group, tags, allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    autoscaling:DescribeAutoScalingGroups | *                                                                              | true
                    autoscaling:DescribeScalingActivities | *                                                                              | true
                    ec2:DescribeLaunchTemplateVersions    | *                                                                              | true
                    ec2:DescribeInstances                 | *                                                                              | false
                    eks:DescribeNodegroup                 | arn:aws:eks:us-west-1:111122223333:nodegroup/kong35-eks129-autoscaling/kong/1 | true
                    eks:DescribeNodegroup                 | arn:aws:eks:us-west-1:111122223333:nodegroup/another/kong/1                    | false
                    eks:DescribeNodegroup                 | arn:aws:eks:eu-west-1:111122223333:nodegroup/kong35-eks129-autoscaling/kong/1 | false
                    eks:UpdateNodegroupConfig             | arn:aws:eks:us-west-1:111122223333:nodegroup/kong35-eks129-autoscaling/kong/1 | false
                    """)
    void letsTheAutoscalerReadWhatItNeeds(String action, String resource, boolean allowed) {
        assertAutoscaler(action, resource, "", allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "autoscaling:DeleteAutoScalingGroup",
        "autoscaling:UpdateAutoScalingGroup",
        "autoscaling:CreateOrUpdateTags",
        "autoscaling:SetInstanceProtection",
        "ec2:TerminateInstances",
        "ec2:RunInstances",
        "iam:PassRole",
        "sts:AssumeRole"
    })
    void letsTheAutoscalerDoNothingElseToItsOwnGroups(String action) {
        String group =
                "arn:aws:autoscaling:us-west-1:%s:autoScalingGroup:0a1b:autoScalingGroupName/eks-kong-0a1b"
                        .formatted(ACCOUNT);

        assertAutoscaler(action, group, "enabled=true cluster=owned", false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    autoscaling:CreateOrUpdateTags        | asg eks-kong-0a1b  | eks=kong35-eks129-autoscaling | true
                    autoscaling:DeleteTags                | asg eks-load-0a1b  | eks=kong35-eks129-autoscaling | true
                    autoscaling:CreateOrUpdateTags        | asg eks-kong-0a1b  | eks=another                   | false
                    autoscaling:CreateOrUpdateTags        | asg eks-kong-0a1b  |                               | false
                    autoscaling:CreateOrUpdateTags        | asg web            | eks=kong35-eks129-autoscaling | false
                    autoscaling:SetDesiredCapacity        | asg eks-kong-0a1b  | eks=kong35-eks129-autoscaling | false
                    autoscaling:DescribeAutoScalingGroups | *                  |                               | true
                    eks:DescribeNodegroup                 | nodegroup kong/1   |                               | true
                    eks:DescribeNodegroup                 | nodegroup gone/1   |                               | true
                    ec2:RevokeSecurityGroupIngress        | sg sg-1            |                               | false
                    logs:PutLogEvents                     | log GroupFunction  |                               | true
                    logs:PutLogEvents                     | log another        |                               | false
                    logs:DeleteLogGroup                   | log GroupFunction  |                               | false
                    """)
    void letsTheGroupFunctionTagThisClustersGroups(
            String action, String resource, String tags, boolean allowed) {
        for (ResolvedTemplates templates : List.of(irsa, podIdentity)) {
            AccessPolicy policy = policiesOf(templates, "GroupFunctionRole");

            assertThat(policy.allows(new Request("", action, arn(resource), context(tags))))
                    .isEqualTo(allowed);
        }
    }

    @Test
    void givesNodesAndCniWhatAwsManagesForThemAndNothingOfTheirOwn() {
        for (ResolvedTemplates templates : List.of(irsa, podIdentity)) {
            assertThat(policiesOf(templates, "NodeRole").documents()).isEmpty();
            assertThat(managed(templates, "NodeRole"))
                    .containsExactlyInAnyOrder(
                            "AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly");
            assertThat(policiesOf(templates, "Roleawsnode").documents()).isEmpty();
            assertThat(managed(templates, "Roleawsnode")).containsExactly("AmazonEKS_CNI_Policy");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Roleclusterautoscaler    | own   | kube-system:cluster-autoscaler    | sts.amazonaws.com | true
                    Roleclusterautoscaler    | own   | kube-system:cluster-autoscaler-2  | sts.amazonaws.com | false
                    Roleclusterautoscaler    | own   | default:cluster-autoscaler        | sts.amazonaws.com | false
                    Roleclusterautoscaler    | own   | kube-system:default               | sts.amazonaws.com | false
                    Roleclusterautoscaler    | own   | kube-system:cluster-autoscaler    | sts.example.com   | false
                    Roleclusterautoscaler    | own   | kube-system:cluster-autoscaler    |                   | false
                    Roleclusterautoscaler    | other | kube-system:cluster-autoscaler    | sts.amazonaws.com | false
                    Roleawsnode              | own   | kube-system:aws-node              | sts.amazonaws.com | true
                    Roleawsnode              | own   | kube-system:cluster-autoscaler    | sts.amazonaws.com | false
                    Roleebscsicontrollersa   | own   | kube-system:ebs-csi-controller-sa | sts.amazonaws.com | true
                    Roleebscsicontrollersa   | own   | kube-system:aws-node              | sts.amazonaws.com | false
                    """)
    void trustsOneServiceAccountsTokensOfOneIssuer(
            String role, String issuer, String account, String audience, boolean trusted) {
        String provider = issuer.equals("own") ? ResolvedTemplates.PROVIDER : OTHER_ISSUER;
        Map<String, String> context = context("sub=system:serviceaccount:" + account);
        if (audience != null) {
            context.put(KEYS.getOrDefault("aud", ""), audience);
        }

        Request request =
                new Request("Federated " + provider, "sts:AssumeRoleWithWebIdentity", "", context);

        assertThat(trustOf(irsa, role).allows(request)).isEqualTo(trusted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Roleclusterautoscaler | pods.eks | sts:AssumeRole | kong35-eks129-autoscaling | kube-system | cluster-autoscaler | true
                    Roleclusterautoscaler | pods.eks | sts:TagSession | kong35-eks129-autoscaling | kube-system | cluster-autoscaler | true
                    Roleclusterautoscaler | ec2      | sts:AssumeRole | kong35-eks129-autoscaling | kube-system | cluster-autoscaler | false
                    Roleclusterautoscaler | pods.eks | sts:AssumeRole | another                   | kube-system | cluster-autoscaler | false
                    Roleclusterautoscaler | pods.eks | sts:AssumeRole | kong35-eks129-autoscaling | default     | cluster-autoscaler | false
                    Roleclusterautoscaler | pods.eks | sts:AssumeRole | kong35-eks129-autoscaling | kube-system | default            | false
                    Roleawsnode           | pods.eks | sts:AssumeRole | kong35-eks129-autoscaling | kube-system | aws-node           | true
                    Roleawsnode           | pods.eks | sts:AssumeRole | kong35-eks129-autoscaling | kube-system | cluster-autoscaler | false
                    """)
    void trustsPodIdentityForOneServiceAccount(
            String role,
            String service,
            String action,
            String cluster,
            String namespace,
            String account,
            boolean trusted) {
        Map<String, String> context =
                context(
                        "session-cluster=%s session-namespace=%s session-account=%s"
                                .formatted(cluster, namespace, account));

        Request request = new Request("Service " + service + ".amazonaws.com", action, "", context);

        assertThat(trustOf(podIdentity, role).allows(request)).isEqualTo(trusted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    NodeRole               | Service ec2.amazonaws.com    | true
                    NodeRole               | Service lambda.amazonaws.com | false
                    NodeRole               | AWS *                        | false
                    GroupFunctionRole      | Service lambda.amazonaws.com | true
                    GroupFunctionRole      | Service ec2.amazonaws.com    | false
                    ControlPlaneClusterRole| Service eks.amazonaws.com    | true
                    ControlPlaneClusterRole| Service ec2.amazonaws.com    | false
                    """)
    void trustsTheServiceThatNeedsTheRole(String role, String principal, boolean trusted) {
        Request request = new Request(principal, "sts:AssumeRole", "", Map.of());

        assertThat(trustOf(irsa, role).allows(request)).isEqualTo(trusted);
        assertThat(trustOf(podIdentity, role).allows(request)).isEqualTo(trusted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    AWS arn:aws:iam::111122223333:root      | kms:DescribeKey   | true
                    AWS arn:aws:iam::111122223333:root      | kms:CreateGrant   | true
                    AWS arn:aws:iam::444455556666:root      | kms:Decrypt       | false
                    AWS *                                   | kms:Decrypt       | false
                    Service ec2.amazonaws.com               | kms:Decrypt       | false
                    """)
    void leavesTheSecretsKeyToTheAccountsOwnPolicies(
            String principal, String action, boolean allowed) {
        for (ResolvedTemplates templates : List.of(irsa, podIdentity)) {
            List<JsonNode> policies =
                    templates.resources("AWS::KMS::Key").stream()
                            .map(key -> key.properties().required("KeyPolicy"))
                            .toList();

            assertThat(policies).hasSize(1);
            assertThat(
                            new AccessPolicy(policies)
                                    .allows(new Request(principal, action, "*", Map.of())))
                    .isEqualTo(allowed);
        }
    }

    private static void assertAutoscaler(
            String action, String resource, String tags, boolean allowed) {
        for (ResolvedTemplates templates : List.of(irsa, podIdentity)) {
            AccessPolicy policy = policiesOf(templates, "Roleclusterautoscaler");

            assertThat(policy.allows(new Request("", action, resource, context(tags))))
                    .isEqualTo(allowed);
        }
    }

    private static String arn(String resource) {
        String[] words = resource.split(" ", 2);
        String in = "us-west-1:" + ACCOUNT;
        return switch (words[0]) {
            case "asg" ->
                    "arn:aws:autoscaling:%s:autoScalingGroup:0a1b:autoScalingGroupName/%s"
                            .formatted(in, words[1]);
            case "sg" -> "arn:aws:ec2:%s:security-group/%s".formatted(in, words[1]);
            case "nodegroup" ->
                    "arn:aws:eks:%s:nodegroup/%s/%s".formatted(in, Scenario.CLUSTER, words[1]);
            case "log" ->
                    "arn:aws:logs:%s:log-group:%s:log-stream:x"
                            .formatted(
                                    in,
                                    words[1].equals("GroupFunction") ? functionLogs() : words[1]);
            default -> resource;
        };
    }

    private static String functionLogs() {
        return irsa.resources("AWS::Logs::LogGroup").stream()
                .map(Resource::logicalId)
                .filter(id -> id.startsWith("GroupFunction"))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> context(String tags) {
        Map<String, String> context = new HashMap<>();
        if (tags != null && !tags.isEmpty()) {
            for (String tag : tags.split(" ", -1)) {
                String[] parts = tag.split("=", 2);
                context.put(KEYS.getOrDefault(parts[0], parts[0]), parts[1]);
            }
        }
        return new TreeMap<>(context);
    }

    private static Resource role(ResolvedTemplates templates, String logicalId) {
        List<Resource> roles =
                templates.resources("AWS::IAM::Role").stream()
                        .filter(role -> role.logicalId().startsWith(logicalId))
                        .toList();
        assertThat(roles).as(logicalId).hasSize(1);
        return roles.getFirst();
    }

    private static AccessPolicy trustOf(ResolvedTemplates templates, String logicalId) {
        return new AccessPolicy(
                List.of(
                        role(templates, logicalId)
                                .properties()
                                .required("AssumeRolePolicyDocument")));
    }

    /** Inline ones, and those of our own that are attached. */
    private static AccessPolicy policiesOf(ResolvedTemplates templates, String logicalId) {
        Resource role = role(templates, logicalId);
        List<JsonNode> documents = new ArrayList<>();
        role.properties()
                .path("Policies")
                .forEach(policy -> documents.add(policy.required("PolicyDocument")));
        for (Resource policy : templates.resources("AWS::IAM::ManagedPolicy")) {
            if (attached(role).anyMatch(arn -> arn.contains(policy.logicalId()))) {
                documents.add(policy.properties().required("PolicyDocument"));
            }
        }
        for (Resource policy : templates.resources("AWS::IAM::Policy")) {
            if (policy.properties().path("Roles").toString().contains(role.logicalId())) {
                documents.add(policy.properties().required("PolicyDocument"));
            }
        }
        return new AccessPolicy(documents);
    }

    private static List<String> managed(ResolvedTemplates templates, String logicalId) {
        return attached(role(templates, logicalId))
                .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
                .toList();
    }

    private static Stream<String> attached(Resource role) {
        List<String> arns = new ArrayList<>();
        role.properties().path("ManagedPolicyArns").forEach(arn -> arns.add(arn.asText()));
        return arns.stream();
    }
}

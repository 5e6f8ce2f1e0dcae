package io.plimsoll.stacks.workload;

import io.plimsoll.environment.ClusterConfig;
import io.plimsoll.stacks.AcceptedFinding;
import io.plimsoll.stacks.AcceptedLint;
import io.plimsoll.stacks.cluster.AccessEntries;
import io.plimsoll.stacks.cluster.ClusterConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.CfnSecurityGroupIngress;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.eks_v2.Cluster;
import software.amazon.awscdk.services.eks_v2.ClusterAttributes;
import software.amazon.awscdk.services.eks_v2.ICluster;
import software.amazon.awscdk.services.eks_v2.KubectlProvider;
import software.amazon.awscdk.services.iam.CfnPolicy;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.ILayerVersion;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * The function that runs kubectl for CloudFormation: in the nodes' subnets, from where a private
 * API server answers, as an administrator of the cluster, since manifests grant rights.
 */
final class KubectlFunction extends Construct {

    private static final String VPC_ACCESS = "service-role/AWSLambdaVPCAccessExecutionRole";

    private static final List<AcceptedLint> ACCEPTED =
            List.of(
                    new AcceptedLint(
                            "CKV_AWS_115",
                            "A reserve is taken from the account's own limit, which is 10 in a new account; CloudFormation calls it once a manifest."),
                    new AcceptedLint(
                            "CKV_AWS_116",
                            "CloudFormation waits for the answer and reports a failure itself."),
                    new AcceptedLint(
                            "CKV_AWS_173",
                            "Its variables name a function and a path, and Lambda encrypts them by itself."));

    private static final String UNUSED_CONDITION = "HasEcrPublic";
    private static final String INGRESS = "ApiServer";

    private final ICluster cluster;
    private final List<IConstruct> prerequisites;

    /**
     * @param fromNpm archive of a kubectl that Maven Central has none of
     */
    KubectlFunction(
            Construct scope,
            ClusterConfig config,
            ClusterConnection connection,
            Optional<String> fromNpm) {
        super(scope, "Kubectl");
        Role role = role(config);
        KubectlLayer layer = KubectlLayer.of(config.kubernetesVersion(), fromNpm);
        KubectlProvider provider = provider(config, connection, role, layer.create(this, fromNpm));
        this.cluster =
                Cluster.fromClusterAttributes(
                        this,
                        "Cluster",
                        ClusterAttributes.builder()
                                .clusterName(config.name())
                                .kubectlProvider(provider)
                                .prune(true)
                                .build());
        this.prerequisites =
                List.of(
                        AccessEntries.admin(this, "Admin", config.name(), role.getRoleArn()),
                        getNode().findChild(INGRESS));
        accept(provider);
        forgetLogs(provider, config);
        dependOnWhatIsNotReferredTo(provider);
        if (!layer.supports(config.kubernetesVersion())) {
            Annotations.of(this)
                    .addWarningV2(
                            "plimsoll:kubectl-version",
                            "kubectl %s applies the manifests to Kubernetes %s; Kubernetes promises that to work for neighbouring versions only. %s"
                                    .formatted(layer, config.kubernetesVersion(), layer.remedy()));
        }
    }

    private KubectlProvider provider(
            ClusterConfig config, ClusterConnection connection, Role role, ILayerVersion layer) {
        ICluster network =
                Cluster.fromClusterAttributes(
                        this,
                        "Network",
                        ClusterAttributes.builder()
                                .clusterName(config.name())
                                .vpc(connection.vpc())
                                .build());
        KubectlProvider provider =
                KubectlProvider.Builder.create(this, "Provider")
                        .cluster(network)
                        .kubectlLayer(layer)
                        // The CDK would add rights for Helm charts in registries.
                        .role(role.withoutPolicyUpdates())
                        .privateSubnets(connection.subnets())
                        .securityGroups(List.of(securityGroup(config, connection)))
                        .build();
        // The condition of a right that the role does not get.
        getNode().tryRemoveChild(UNUSED_CONDITION);
        return provider;
    }

    ICluster cluster() {
        return cluster;
    }

    /** What has to be there before the function can work. */
    List<IConstruct> prerequisites() {
        return prerequisites;
    }

    private SecurityGroup securityGroup(ClusterConfig config, ClusterConnection connection) {
        SecurityGroup group =
                SecurityGroup.Builder.create(this, "SecurityGroup")
                        .vpc(connection.vpc())
                        .description("Function with kubectl of " + config.name())
                        .allowAllOutbound(false)
                        .build();
        group.addEgressRule(Peer.anyIpv4(), Port.tcp(443), "Kubernetes and AWS");
        CfnSecurityGroupIngress.Builder.create(this, INGRESS)
                .groupId(connection.controlPlaneSecurityGroupId())
                .sourceSecurityGroupId(group.getSecurityGroupId())
                .ipProtocol("tcp")
                .fromPort(443)
                .toPort(443)
                .description("Function with kubectl")
                .build();
        return group;
    }

    private Role role(ClusterConfig config) {
        Role role =
                Role.Builder.create(this, "Role")
                        .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                        .description("Applies manifests to " + config.name())
                        .managedPolicies(
                                List.of(ManagedPolicy.fromAwsManagedPolicyName(VPC_ACCESS)))
                        .inlinePolicies(
                                Map.of("Cluster", AccessEntries.findCluster(this, config.name())))
                        .build();
        AcceptedFinding.awsManagedPolicy(
                        VPC_ACCESS, "Lambda asks for it to put a function into a VPC.")
                .on(role);
        return role;
    }

    /** What the CDK's own framework around the function brings. */
    private static void accept(KubectlProvider provider) {
        IConstruct framework = provider.getNode().findChild("Provider");
        String reason = "The CDK's framework logs, is in the VPC, and calls the one function.";
        AcceptedFinding.awsManagedPolicy("service-role/AWSLambdaBasicExecutionRole", reason)
                .on(framework);
        AcceptedFinding.awsManagedPolicy(VPC_ACCESS, reason).on(framework);
        AcceptedFinding.wildcard("<KubectlProviderHandler[0-9A-F]+\\.Arn>:\\*", reason)
                .on(framework);
        new AcceptedFinding(
                        "AwsSolutions-L1",
                        "",
                        "The CDK chooses the runtime of its own function, and changes it with its versions.")
                .on(provider.getNode().findChild("Handler"));
    }

    /** Each function refers to its role; the framework's needs the role's policy besides. */
    private static void dependOnWhatIsNotReferredTo(KubectlProvider provider) {
        for (IConstruct function : provider.getNode().findAll()) {
            if (function instanceof CfnFunction resource) {
                resource.addDeletionOverride("DependsOn");
                AcceptedLint.on(resource, ACCEPTED);
                IConstruct owner = Objects.requireNonNull(resource.getNode().getScope());
                List<String> policies =
                        owner.getNode().findAll().stream()
                                .filter(CfnPolicy.class::isInstance)
                                .map(policy -> Stack.of(policy).getLogicalId((CfnPolicy) policy))
                                .toList();
                if (!policies.isEmpty()) {
                    resource.addOverride("DependsOn", policies);
                }
            }
        }
    }

    /** The CDK would keep them for two years, and when the stack is gone. */
    private static void forgetLogs(KubectlProvider provider, ClusterConfig config) {
        Optional<String> key = config.options().governance().lifetime().logsKey();
        for (IConstruct construct : provider.getNode().findAll()) {
            if (construct instanceof CfnLogGroup logs) {
                logs.setRetentionInDays(30);
                logs.applyRemovalPolicy(RemovalPolicy.DESTROY);
                key.ifPresentOrElse(
                        logs::setKmsKeyId,
                        () -> AcceptedLint.on(logs, List.of(AcceptedLint.LOGS_WITHOUT_A_KEY)));
            }
        }
    }
}

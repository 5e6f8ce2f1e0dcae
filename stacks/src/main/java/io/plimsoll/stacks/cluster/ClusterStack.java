package io.plimsoll.stacks.cluster;

import io.plimsoll.environment.ClusterConfig;
import io.plimsoll.stacks.addon.Addon;
import io.plimsoll.stacks.addon.ManagedAddons;
import io.plimsoll.stacks.identity.WorkloadIdentity;
import java.util.List;
import java.util.function.Function;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.eks_v2.Cluster;
import software.amazon.awscdk.services.eks_v2.ClusterLoggingTypes;
import software.amazon.awscdk.services.eks_v2.DefaultCapacityType;
import software.amazon.awscdk.services.eks_v2.EndpointAccess;
import software.amazon.awscdk.services.eks_v2.KubernetesVersion;
import software.amazon.awscdk.services.eks_v2.OidcProviderNative;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** The cluster with the add-ons that nodes need before they join, and its OIDC provider. */
public final class ClusterStack extends Stack {

    private final WorkloadIdentity.Oidc oidc;
    private final List<String> nodeSubnetIds;

    /**
     * @param network makes or imports the VPC; its argument is this stack
     */
    public ClusterStack(
            Construct scope,
            ClusterConfig config,
            Function<Construct, IVpc> network,
            StackProps props) {
        super(scope, "cluster", props);
        IVpc vpc = network.apply(this);
        SubnetSelection nodeSubnets = NodeSubnets.of(vpc);
        this.nodeSubnetIds = vpc.selectSubnets(nodeSubnets).getSubnetIds();
        Cluster cluster = cluster(config, vpc, nodeSubnets);
        OidcProviderNative provider =
                OidcProviderNative.Builder.create(this, "OidcProvider")
                        .url(cluster.getClusterOpenIdConnectIssuerUrl())
                        .build();
        this.oidc =
                new WorkloadIdentity.Oidc(
                        cluster.getClusterOpenIdConnectIssuerUrl(), provider.getOidcProviderArn());
        ManagedAddons addons = new ManagedAddons(config, oidc);
        // Nodes are not ready without these; what runs on nodes comes after them.
        for (Addon addon : List.of(Addon.VPC_CNI, Addon.KUBE_PROXY, Addon.POD_IDENTITY_AGENT)) {
            addons.install(this, addon).getNode().addDependency(cluster);
        }
        outputs(config);
    }

    public WorkloadIdentity.Oidc oidc() {
        return oidc;
    }

    /** Subnets for nodes, one a zone. */
    public List<String> nodeSubnetIds() {
        return nodeSubnetIds;
    }

    private Cluster cluster(ClusterConfig config, IVpc vpc, SubnetSelection nodeSubnets) {
        // EKS writes to a group of this name and makes it without an end of retention if absent.
        LogGroup logs =
                LogGroup.Builder.create(this, "ControlPlaneLogs")
                        .logGroupName("/aws/eks/" + config.name() + "/cluster")
                        .retention(RetentionDays.THREE_MONTHS)
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build();
        Key secretsKey =
                Key.Builder.create(this, "SecretsKey")
                        .description("Kubernetes secrets of " + config.name())
                        .enableKeyRotation(true)
                        .removalPolicy(RemovalPolicy.RETAIN)
                        .build();
        Cluster cluster =
                Cluster.Builder.create(this, "Cluster")
                        .clusterName(config.name())
                        .version(KubernetesVersion.of(config.kubernetesVersion()))
                        .vpc(vpc)
                        .securityGroup(controlPlaneGroup(vpc))
                        .vpcSubnets(List.of(nodeSubnets))
                        .defaultCapacityType(DefaultCapacityType.NODEGROUP)
                        .defaultCapacity(0)
                        .bootstrapSelfManagedAddons(false)
                        .clusterLogging(List.of(ClusterLoggingTypes.values()))
                        .endpointAccess(EndpointAccess.PRIVATE)
                        .secretsEncryptionKey(secretsKey)
                        .outputConfigCommand(false)
                        .build();
        cluster.getNode().addDependency(logs);
        // What kubectl's Lambda function waits for; there is none here.
        cluster.getNode().tryRemoveChild("KubectlReadyBarrier");
        return cluster;
    }

    /** Without rules: nodes and control plane talk through the group that EKS makes itself. */
    private SecurityGroup controlPlaneGroup(IVpc vpc) {
        return SecurityGroup.Builder.create(this, "ControlPlaneSecurityGroup")
                .vpc(vpc)
                .description("Further network interfaces of the EKS control plane")
                .allowAllOutbound(false)
                .build();
    }

    private void outputs(ClusterConfig config) {
        output("OidcIssuerUrl", oidc.issuerUrl(), "Issuer of the service accounts' tokens");
        output("OidcProviderArn", oidc.providerArn(), "IAM OIDC provider of the cluster");
        output(
                "KubeconfigCommand",
                "aws eks update-kubeconfig --region "
                        + config.region()
                        + " --name "
                        + config.name(),
                "Lets kubectl talk to the cluster");
    }

    private void output(String name, String value, String description) {
        CfnOutput.Builder.create(this, name).value(value).description(description).build();
    }
}

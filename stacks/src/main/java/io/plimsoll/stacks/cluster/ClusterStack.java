package io.plimsoll.stacks.cluster;

import io.plimsoll.environment.ClusterConfig;
import io.plimsoll.stacks.addon.Addon;
import io.plimsoll.stacks.addon.ManagedAddons;
import io.plimsoll.stacks.identity.WorkloadIdentity;
import io.plimsoll.stacks.network.NodeSubnets;
import java.util.List;
import java.util.function.Function;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.eks_v2.OidcProviderNative;
import software.constructs.Construct;

/** The cluster with the add-ons that nodes need before they join, and its OIDC provider. */
public final class ClusterStack extends Stack {

    private final WorkloadIdentity identity;
    private final NodeSubnets nodeSubnets;
    private final ClusterConnection connection;

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
        this.nodeSubnets = new NodeSubnets(vpc);
        ControlPlane controlPlane = new ControlPlane(this, config, vpc, nodeSubnets.selection());
        this.identity =
                switch (config.options().identity()) {
                    case IRSA -> oidc(controlPlane.issuerUrl());
                    case POD_IDENTITY -> new WorkloadIdentity.PodIdentity(config.name());
                };
        ManagedAddons addons = new ManagedAddons(config, identity);
        // Nodes are not ready without these; what runs on nodes comes after them.
        for (Addon addon : List.of(Addon.VPC_CNI, Addon.KUBE_PROXY, Addon.POD_IDENTITY_AGENT)) {
            addons.install(this, addon).getNode().addDependency(controlPlane);
        }
        this.connection =
                new ClusterConnection(
                        vpc,
                        vpc.selectSubnets(nodeSubnets.selection()).getSubnets(),
                        controlPlane.securityGroup().getSecurityGroupId());
        output(
                "KubeconfigCommand",
                "aws eks update-kubeconfig --region "
                        + config.region()
                        + " --name "
                        + config.name(),
                "Lets kubectl talk to the cluster");
    }

    public WorkloadIdentity identity() {
        return identity;
    }

    public ClusterConnection connection() {
        return connection;
    }

    public NodeSubnets nodeSubnets() {
        return nodeSubnets;
    }

    private WorkloadIdentity.Oidc oidc(String issuerUrl) {
        String providerArn =
                OidcProviderNative.Builder.create(this, "OidcProvider")
                        .url(issuerUrl)
                        .build()
                        .getOidcProviderArn();
        output("OidcIssuerUrl", issuerUrl, "Issuer of the service accounts' tokens");
        output("OidcProviderArn", providerArn, "IAM OIDC provider of the cluster");
        return new WorkloadIdentity.Oidc(issuerUrl, providerArn);
    }

    private void output(String name, String value, String description) {
        CfnOutput.Builder.create(this, name).value(value).description(description).build();
    }
}

package io.plimsoll.stacks.cluster;

import io.plimsoll.environment.ClusterConfig;
import io.plimsoll.environment.Environment;
import io.plimsoll.stacks.addon.Addon;
import io.plimsoll.stacks.addon.ManagedAddons;
import io.plimsoll.stacks.identity.WorkloadIdentity;
import io.plimsoll.stacks.network.NetworkStack;
import io.plimsoll.stacks.network.NodeSubnets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.eks_v2.OidcProviderNative;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/** The cluster with the add-ons that nodes need before they join, and its OIDC provider. */
public final class ClusterStack extends Stack {

    private final WorkloadIdentity identity;
    private final NodeSubnets nodeSubnets;
    private final ClusterConnection connection;
    private final String securityGroupId;

    public ClusterStack(
            Construct scope, Environment environment, ClusterNetwork network, StackProps props) {
        super(scope, "cluster", props);
        ClusterConfig config = environment.cluster();
        IVpc vpc = network.vpc().apply(this);
        this.nodeSubnets = new NodeSubnets(vpc);
        ControlPlane controlPlane =
                new ControlPlane(this, environment, vpc, nodeSubnets.selection());
        // Beside the control plane, so that the add-ons do not wait for whoever comes or goes.
        People people = new People(this, environment);
        people.entries().forEach(entry -> entry.getNode().addDependency(controlPlane.resource()));
        this.identity =
                switch (config.options().identity()) {
                    case IRSA -> oidc(controlPlane);
                    case POD_IDENTITY -> {
                        if (config.options().governance().lifetime().oidcProvider()) {
                            oidc(controlPlane);
                        }
                        yield new WorkloadIdentity.PodIdentity(config.name());
                    }
                };
        ManagedAddons addons =
                new ManagedAddons(
                        environment,
                        identity,
                        network.made().map(NetworkStack::podSubnets).orElseGet(TreeMap::new));
        // Nodes are not ready without these; what runs on nodes comes after them.
        for (Addon addon : List.of(Addon.VPC_CNI, Addon.KUBE_PROXY, Addon.POD_IDENTITY_AGENT)) {
            addons.install(this, addon).getNode().addDependency(controlPlane);
        }
        this.connection =
                new ClusterConnection(
                        vpc,
                        vpc.selectSubnets(nodeSubnets.selection()).getSubnets(),
                        controlPlane.securityGroup().getSecurityGroupId());
        this.securityGroupId = controlPlane.resource().getAttrClusterSecurityGroupId();
        // Kept when an importer lets go: CloudFormation does not take away what is in use.
        exportValue(controlPlane.securityGroup().getSecurityGroupId());
        exportValue(securityGroupId);
        Optional<String> adminRole = people.adminRole().map(Role::getRoleArn);
        adminRole.ifPresent(
                arn -> output("AdminRoleArn", arn, "Role that administers the cluster"));
        boolean takesTheRole = config.options().access().admins().isEmpty();
        output(
                "KubeconfigCommand",
                "aws eks update-kubeconfig --region "
                        + config.region()
                        + " --name "
                        + config.name()
                        + adminRole
                                .filter(_ -> takesTheRole)
                                .map(arn -> " --role-arn " + arn)
                                .orElse(""),
                "Lets kubectl talk to the cluster");
    }

    public WorkloadIdentity identity() {
        return identity;
    }

    public ClusterConnection connection() {
        return connection;
    }

    /** Of the group that EKS makes, by which nodes and control plane reach each other. */
    public String securityGroupId() {
        return securityGroupId;
    }

    public NodeSubnets nodeSubnets() {
        return nodeSubnets;
    }

    /**
     * Its exports stay whatever the identity is, so that a change of identity takes away nothing
     * that the stacks after this one still import.
     */
    private WorkloadIdentity.Oidc oidc(ControlPlane controlPlane) {
        String issuerUrl = controlPlane.issuerUrl();
        String providerArn =
                OidcProviderNative.Builder.create(this, "OidcProvider")
                        .url(issuerUrl)
                        .build()
                        .getOidcProviderArn();
        output("OidcIssuerUrl", issuerUrl, "Issuer of the service accounts' tokens");
        output("OidcProviderArn", providerArn, "IAM OIDC provider of the cluster");
        exportValue(controlPlane.resource().getAttrOpenIdConnectIssuerUrl());
        exportValue(providerArn);
        return new WorkloadIdentity.Oidc(issuerUrl, providerArn);
    }

    private void output(String name, String value, String description) {
        CfnOutput.Builder.create(this, name).value(value).description(description).build();
    }
}

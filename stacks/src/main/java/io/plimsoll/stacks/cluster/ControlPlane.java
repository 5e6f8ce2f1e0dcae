package io.plimsoll.stacks.cluster;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import io.plimsoll.environment.ClusterConfig;
import io.plimsoll.environment.ClusterOptions;
import io.plimsoll.stacks.AcceptedFinding;
import io.plimsoll.stacks.AcceptedLint;
import java.util.List;
import java.util.Objects;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.eks.CfnCluster;
import software.amazon.awscdk.services.eks_v2.Cluster;
import software.amazon.awscdk.services.eks_v2.ClusterLoggingTypes;
import software.amazon.awscdk.services.eks_v2.DefaultCapacityType;
import software.amazon.awscdk.services.eks_v2.EndpointAccess;
import software.amazon.awscdk.services.eks_v2.KubernetesVersion;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** An EKS control plane: every log kept, secrets encrypted, administrators named. */
final class ControlPlane extends Construct {

    private final Cluster cluster;
    private final SecurityGroup securityGroup;

    ControlPlane(Construct scope, ClusterConfig config, IVpc vpc, SubnetSelection subnets) {
        super(scope, "ControlPlane");
        ClusterOptions options = config.options();
        this.securityGroup = securityGroup(vpc);
        this.cluster =
                Cluster.Builder.create(this, "Cluster")
                        .clusterName(config.name())
                        .version(KubernetesVersion.of(config.kubernetesVersion()))
                        .vpc(vpc)
                        .securityGroup(securityGroup)
                        .vpcSubnets(List.of(subnets))
                        .defaultCapacityType(DefaultCapacityType.NODEGROUP)
                        .defaultCapacity(0)
                        .bootstrapSelfManagedAddons(false)
                        .bootstrapClusterCreatorAdminPermissions(options.admins().isEmpty())
                        .clusterLogging(List.of(ClusterLoggingTypes.values()))
                        .endpointAccess(endpointAccess(options))
                        .secretsEncryptionKey(secretsKey(config))
                        .outputConfigCommand(false)
                        .build();
        cluster.getNode().addDependency(logs(config));
        // What kubectl's Lambda function waits for; there is none here.
        cluster.getNode().tryRemoveChild("KubectlReadyBarrier");
        Annotations.of(cluster)
                .acknowledgeWarning(
                        "@aws-cdk/aws-eks:isolatedSubnetsForKubectlPrivateSubnets",
                        "The cluster has no function with kubectl; one in isolated subnets gets endpoints.");
        if (options.governance().deletionProtection()) {
            CfnCluster resource =
                    Objects.requireNonNull((CfnCluster) cluster.getNode().getDefaultChild());
            resource.setDeletionProtection(true);
        }
        AcceptedFinding.awsManagedPolicy(
                        "AmazonEKSClusterPolicy",
                        "EKS asks for this policy and keeps it in step with what a control plane calls.")
                .on(cluster);
        if (!options.publicAccessCidrs().isEmpty()) {
            acceptPublicEndpoint(options.publicAccessCidrs());
        }
        options.admins()
                .forEach(admin ->
                        ClusterAdmin.add(this, "Admin-" + admin, config.name(), admin)
                                .getNode()
                                .addDependency(cluster));
    }

    /** Of the network interfaces through which the VPC reaches the API server. */
    SecurityGroup securityGroup() {
        return securityGroup;
    }

    /** With {@code https://}. */
    String issuerUrl() {
        return cluster.getClusterOpenIdConnectIssuerUrl();
    }

    private void acceptPublicEndpoint(List<String> cidrs) {
        NagPackSuppression suppression =
                NagPackSuppression.builder()
                        .id("AwsSolutions-EKS1")
                        .reason(
                                "The environment opens the API server to these blocks: "
                                        + String.join(", ", cidrs))
                        .build();
        NagSuppressions.addResourceSuppressions(cluster, List.of(suppression), true);
    }

    private static EndpointAccess endpointAccess(ClusterOptions options) {
        List<String> cidrs = options.publicAccessCidrs();
        return cidrs.isEmpty()
                ? EndpointAccess.PRIVATE
                : EndpointAccess.PUBLIC_AND_PRIVATE.onlyFrom(cidrs.toArray(String[]::new));
    }

    /** EKS writes to a group of this name, and makes one that never forgets if there is none. */
    private LogGroup logs(ClusterConfig config) {
        LogGroup logs =
                LogGroup.Builder.create(this, "Logs")
                        .logGroupName("/aws/eks/" + config.name() + "/cluster")
                        .retention(RetentionDays.THREE_MONTHS)
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build();
        AcceptedLint.on(logs, List.of(AcceptedLint.LOGS_WITHOUT_A_KEY));
        return logs;
    }

    private Key secretsKey(ClusterConfig config) {
        return Key.Builder.create(this, "SecretsKey")
                .description("Kubernetes secrets of " + config.name())
                .enableKeyRotation(true)
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
    }

    /** Without rules: nodes and control plane talk through the group that EKS makes itself. */
    private SecurityGroup securityGroup(IVpc vpc) {
        return SecurityGroup.Builder.create(this, "SecurityGroup")
                .vpc(vpc)
                .description("Further network interfaces of the EKS control plane")
                .allowAllOutbound(false)
                .build();
    }
}

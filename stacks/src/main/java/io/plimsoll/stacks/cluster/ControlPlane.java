package io.plimsoll.stacks.cluster;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import io.plimsoll.checks.EnvironmentChecks;
import io.plimsoll.environment.ClusterConfig;
import io.plimsoll.environment.ClusterOptions;
import io.plimsoll.environment.Environment;
import io.plimsoll.stacks.AcceptedFinding;
import io.plimsoll.stacks.Logs;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
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

    ControlPlane(Construct scope, Environment environment, IVpc vpc, SubnetSelection subnets) {
        super(scope, "ControlPlane");
        ClusterConfig config = environment.cluster();
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
                        // For good: EKS takes it at creation alone, and whoever deploys is no
                        // person.
                        .bootstrapClusterCreatorAdminPermissions(false)
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
        lookAfter(options.governance());
        AcceptedFinding.awsManagedPolicy(
                        "AmazonEKSClusterPolicy",
                        "EKS asks for this policy and keeps it in step with what a control plane calls.")
                .on(cluster);
        publicEndpointReason(environment).ifPresent(this::acceptPublicEndpoint);
    }

    private void lookAfter(ClusterOptions.Governance governance) {
        CfnCluster resource = resource();
        if (governance.deletionProtection()) {
            resource.setDeletionProtection(true);
        }
        governance
                .lifetime()
                .upgradePolicy()
                .ifPresent(policy ->
                        resource.setUpgradePolicy(
                                CfnCluster.UpgradePolicyProperty.builder()
                                        .supportType(policy.name())
                                        .build()));
    }

    CfnCluster resource() {
        return Objects.requireNonNull((CfnCluster) cluster.getNode().getDefaultChild());
    }

    /** Of the network interfaces through which the VPC reaches the API server. */
    SecurityGroup securityGroup() {
        return securityGroup;
    }

    /** With {@code https://}. */
    String issuerUrl() {
        return cluster.getClusterOpenIdConnectIssuerUrl();
    }

    /**
     * Why the endpoint may be public. That everybody may knock has no reason but one that the
     * environment gives.
     */
    private static Optional<String> publicEndpointReason(Environment environment) {
        List<String> cidrs = environment.cluster().options().access().publicAccessCidrs();
        if (cidrs.isEmpty()) {
            return Optional.empty();
        }
        return cidrs.stream().noneMatch(EnvironmentChecks::isEverybody)
                ? Optional.of(
                        "Named networks alone reach it, where people work; nodes use the private endpoint, and access entries decide who gets in.")
                : environment.checks().suppress().stream()
                        .filter(accepted -> accepted.id().equals(EnvironmentChecks.API_SERVER_OPEN))
                        .map(accepted -> accepted.reason())
                        .findFirst();
    }

    private void acceptPublicEndpoint(String reason) {
        NagPackSuppression suppression =
                NagPackSuppression.builder().id("AwsSolutions-EKS1").reason(reason).build();
        NagSuppressions.addResourceSuppressions(cluster, List.of(suppression), true);
    }

    private static EndpointAccess endpointAccess(ClusterOptions options) {
        List<String> cidrs = options.access().publicAccessCidrs();
        return cidrs.isEmpty()
                ? EndpointAccess.PRIVATE
                : EndpointAccess.PUBLIC_AND_PRIVATE.onlyFrom(cidrs.toArray(String[]::new));
    }

    /** EKS writes to a group of this name, and makes one that never forgets if there is none. */
    private LogGroup logs(ClusterConfig config) {
        return Logs.kept(
                this,
                "Logs",
                config,
                group ->
                        group.logGroupName("/aws/eks/" + config.name() + "/cluster")
                                .retention(RetentionDays.THREE_MONTHS));
    }

    private Key secretsKey(ClusterConfig config) {
        Key key =
                Key.Builder.create(this, "SecretsKey")
                        .description("Kubernetes secrets of " + config.name())
                        .enableKeyRotation(true)
                        .removalPolicy(RemovalPolicy.RETAIN)
                        .build();
        CfnOutput.Builder.create(Stack.of(this), "SecretsKeyArn")
                .value(key.getKeyArn())
                .description("Key of the Kubernetes secrets, which stays when the stack goes")
                .build();
        return key;
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

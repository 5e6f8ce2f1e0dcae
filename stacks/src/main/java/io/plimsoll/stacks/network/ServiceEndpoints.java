package io.plimsoll.stacks.network;

import io.plimsoll.environment.AddOnsConfig.AppliedBy;
import io.plimsoll.environment.AutoscalerConfig.Kind;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.Environment.WorkloadsConfig;
import io.plimsoll.environment.KongConfig.Exposure;
import io.plimsoll.environment.VpcConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpoint;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.IInterfaceVpcEndpointService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpoint;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointService;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * Endpoints inside the VPC for what nodes call to join and to pull images, what the autoscaler and
 * other workloads call, and for services of others. Each lets in the account's own principals, and
 * else only what AWS has to fetch or hand in without them.
 */
final class ServiceEndpoints {

    private final Vpc vpc;
    private final Environment environment;
    private final VpcConfig.New config;

    ServiceEndpoints(Vpc vpc, Environment environment, VpcConfig.New config) {
        this.vpc = vpc;
        this.environment = environment;
        this.config = config;
    }

    void add() {
        Map<String, IInterfaceVpcEndpointService> services = new TreeMap<>();
        if (config.privateAccess().endpoints()) {
            addS3();
            services.putAll(needed());
            services.putAll(chosen());
        }
        List<String> links = config.privateAccess().privateLinks();
        for (int i = 0; i < links.size(); i++) {
            services.put("PrivateLink" + (i + 1), privateLink(links.get(i)));
        }
        if (services.isEmpty()) {
            return;
        }
        SecurityGroup group = securityGroup();
        services.forEach((name, service) -> {
            InterfaceVpcEndpoint endpoint =
                    vpc.addInterfaceEndpoint(
                            name,
                            InterfaceVpcEndpointOptions.builder()
                                    .service(service)
                                    .securityGroups(List.of(group))
                                    .open(false)
                                    .build());
            if (!name.startsWith("PrivateLink")) {
                endpoint.addToPolicy(ownPrincipals());
            }
            if (name.equals("Sts")) {
                endpoint.addToPolicy(tokens());
            }
        });
    }

    /** Its names are the provider's own, which the VPC's DNS then answers. */
    private static IInterfaceVpcEndpointService privateLink(String service) {
        return new InterfaceVpcEndpointService(service, 443);
    }

    /** Image layers come from S3, by addresses that ECR has signed. */
    private void addS3() {
        GatewayVpcEndpoint endpoint =
                vpc.addGatewayEndpoint(
                        "S3",
                        GatewayVpcEndpointOptions.builder()
                                .service(GatewayVpcEndpointAwsService.S3)
                                .build());
        endpoint.addToPolicy(ownPrincipals());
        endpoint.addToPolicy(
                anyone(
                        "ImageLayers",
                        "s3:GetObject",
                        "prod-%s-starport-layer-bucket/*"
                                .formatted(environment.cluster().region())));
        // A function in the VPC hands its answer to CloudFormation by an address that that signed.
        endpoint.addToPolicy(
                anyone(
                        "AnswersToCloudFormation",
                        "s3:PutObject",
                        "cloudformation-custom-resource-response-*/*"));
    }

    private PolicyStatement ownPrincipals() {
        return PolicyStatement.Builder.create()
                .sid("OwnPrincipals")
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of("*"))
                .resources(List.of("*"))
                .conditions(
                        Map.of(
                                "StringEquals",
                                Map.of("aws:PrincipalAccount", Stack.of(vpc).getAccount())))
                .build();
    }

    /** Who brings a service account's token is nobody's principal yet. */
    private PolicyStatement tokens() {
        return PolicyStatement.Builder.create()
                .sid("ServiceAccountTokens")
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of("sts:AssumeRoleWithWebIdentity"))
                .resources(
                        List.of(
                                "arn:%s:iam::%s:role/*"
                                        .formatted(
                                                Stack.of(vpc).getPartition(),
                                                Stack.of(vpc).getAccount())))
                .build();
    }

    private PolicyStatement anyone(String sid, String action, String bucket) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of(action))
                .resources(
                        List.of("arn:%s:s3:::%s".formatted(Stack.of(vpc).getPartition(), bucket)))
                .build();
    }

    /** One for all; the blocks are written out, or linters could not judge them. */
    private SecurityGroup securityGroup() {
        SecurityGroup group =
                SecurityGroup.Builder.create(vpc, "EndpointsSecurityGroup")
                        .vpc(vpc)
                        .description("Endpoints of AWS services")
                        .allowAllOutbound(false)
                        .build();
        group.addIngressRule(Peer.ipv4(config.cidr()), Port.tcp(443), "Everything in the VPC");
        config.podCidr()
                .ifPresent(
                        pods -> group.addIngressRule(Peer.ipv4(pods), Port.tcp(443), "Every pod"));
        return group;
    }

    private static Map<String, InterfaceVpcEndpointAwsService> needed() {
        return Map.of(
                "AutoScaling", InterfaceVpcEndpointAwsService.AUTOSCALING,
                "Ec2", InterfaceVpcEndpointAwsService.EC2,
                "EcrApi", InterfaceVpcEndpointAwsService.ECR,
                "EcrDocker", InterfaceVpcEndpointAwsService.ECR_DOCKER,
                "Eks", InterfaceVpcEndpointAwsService.EKS,
                "EksAuth", InterfaceVpcEndpointAwsService.EKS_AUTH,
                "Sts", InterfaceVpcEndpointAwsService.STS);
    }

    /** What follows from the environment's choices. */
    private Map<String, InterfaceVpcEndpointAwsService> chosen() {
        WorkloadsConfig workloads = environment.workloads();
        Map<String, InterfaceVpcEndpointAwsService> services = new TreeMap<>();
        if (workloads.addOns().workloads().appliedBy() == AppliedBy.STACK) {
            // The function that CloudFormation calls hands on to the one with kubectl.
            services.put("Lambda", InterfaceVpcEndpointAwsService.LAMBDA);
        }
        workloads
                .kong()
                .configuration()
                .certificateFrom()
                .ifPresent(source -> {
                    services.put("SecretsManager", InterfaceVpcEndpointAwsService.SECRETS_MANAGER);
                    if (source.encryptionKey().isPresent()) {
                        services.put("Kms", InterfaceVpcEndpointAwsService.KMS);
                    }
                });
        if (workloads.kong().image().exposure() != Exposure.CLUSTER) {
            // The AWS Load Balancer Controller's.
            services.put("LoadBalancing", InterfaceVpcEndpointAwsService.ELASTIC_LOAD_BALANCING);
        }
        if (workloads.autoscaler().program().kind() == Kind.KARPENTER) {
            services.put("Sqs", InterfaceVpcEndpointAwsService.SQS);
            services.put("Ssm", InterfaceVpcEndpointAwsService.SSM);
        }
        if (workloads.autoscaler().program().interruptionQueue()) {
            services.put("Sqs", InterfaceVpcEndpointAwsService.SQS);
        }
        if (environment.cluster().options().governance().sessionManager()) {
            services.put("Ssm", InterfaceVpcEndpointAwsService.SSM);
            services.put("SsmMessages", InterfaceVpcEndpointAwsService.SSM_MESSAGES);
            services.put("Ec2Messages", InterfaceVpcEndpointAwsService.EC2_MESSAGES);
        }
        return services;
    }
}

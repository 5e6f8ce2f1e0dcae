package io.plimsoll.stacks.network;

import io.plimsoll.environment.AddOnsConfig.AppliedBy;
import io.plimsoll.environment.AutoscalerConfig.Kind;
import io.plimsoll.environment.Environment.WorkloadsConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.Vpc;

/**
 * Endpoints inside the VPC for what nodes call to join and to pull images, and what the autoscaler
 * calls.
 */
final class ServiceEndpoints {

    private ServiceEndpoints() {}

    static void add(Vpc vpc, String cidr, WorkloadsConfig workloads) {
        // Image layers come from S3.
        vpc.addGatewayEndpoint(
                "S3",
                GatewayVpcEndpointOptions.builder()
                        .service(GatewayVpcEndpointAwsService.S3)
                        .build());
        Map<String, InterfaceVpcEndpointAwsService> services =
                new TreeMap<>(
                        Map.of(
                                "AutoScaling", InterfaceVpcEndpointAwsService.AUTOSCALING,
                                "Ec2", InterfaceVpcEndpointAwsService.EC2,
                                "EcrApi", InterfaceVpcEndpointAwsService.ECR,
                                "EcrDocker", InterfaceVpcEndpointAwsService.ECR_DOCKER,
                                "Eks", InterfaceVpcEndpointAwsService.EKS,
                                "EksAuth", InterfaceVpcEndpointAwsService.EKS_AUTH,
                                "Sts", InterfaceVpcEndpointAwsService.STS));
        services.putAll(chosen(workloads));
        SecurityGroup group = securityGroup(vpc, cidr);
        services.forEach((name, service) ->
                vpc.addInterfaceEndpoint(
                        name,
                        InterfaceVpcEndpointOptions.builder()
                                .service(service)
                                .securityGroups(List.of(group))
                                .open(false)
                                .build()));
    }

    /** One for all; the block is written out, or linters could not judge it. */
    private static SecurityGroup securityGroup(Vpc vpc, String cidr) {
        SecurityGroup group =
                SecurityGroup.Builder.create(vpc, "EndpointsSecurityGroup")
                        .vpc(vpc)
                        .description("Endpoints of AWS services")
                        .allowAllOutbound(false)
                        .build();
        group.addIngressRule(Peer.ipv4(cidr), Port.tcp(443), "Everything in the VPC");
        return group;
    }

    /** What follows from the environment's choices. */
    private static Map<String, InterfaceVpcEndpointAwsService> chosen(WorkloadsConfig workloads) {
        Map<String, InterfaceVpcEndpointAwsService> services = new TreeMap<>();
        if (workloads.addOns().workloads().appliedBy() == AppliedBy.STACK) {
            // The function that CloudFormation calls hands on to the one with kubectl.
            services.put("Lambda", InterfaceVpcEndpointAwsService.LAMBDA);
        }
        if (workloads.kong().configuration().certificateFrom().isPresent()) {
            services.put("SecretsManager", InterfaceVpcEndpointAwsService.SECRETS_MANAGER);
        }
        if (workloads.autoscaler().program().kind() == Kind.KARPENTER) {
            services.put("Sqs", InterfaceVpcEndpointAwsService.SQS);
            services.put("Ssm", InterfaceVpcEndpointAwsService.SSM);
        }
        return services;
    }
}

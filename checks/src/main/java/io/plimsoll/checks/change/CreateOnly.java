package io.plimsoll.checks.change;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;

/**
 * Properties that a resource has for life: another value makes another resource. From the
 * CloudFormation registry's schemas ({@code createOnlyProperties}), as cfn-lint 1.51.0 of November
 * 2026 carries them, for the types that the stacks use.
 */
final class CreateOnly {

    private static final Map<String, List<String>> PROPERTIES =
            Map.ofEntries(
                    entry("AWS::EC2::FlowLog", flowLog()),
                    entry("AWS::EC2::LaunchTemplate", List.of("LaunchTemplateName")),
                    entry(
                            "AWS::EC2::NatGateway",
                            List.of("AllocationId", "ConnectivityType", "SubnetId")),
                    entry("AWS::EC2::Route", List.of("DestinationCidrBlock", "RouteTableId")),
                    entry("AWS::EC2::RouteTable", List.of("VpcId")),
                    entry(
                            "AWS::EC2::SecurityGroup",
                            List.of("GroupDescription", "GroupName", "VpcId")),
                    entry("AWS::EC2::SecurityGroupIngress", securityGroupIngress()),
                    entry("AWS::EC2::Subnet", List.of("AvailabilityZone", "CidrBlock", "VpcId")),
                    entry(
                            "AWS::EC2::SubnetRouteTableAssociation",
                            List.of("RouteTableId", "SubnetId")),
                    entry("AWS::EC2::VPC", List.of("CidrBlock")),
                    entry("AWS::EC2::VPCCidrBlock", List.of("CidrBlock", "VpcId")),
                    entry(
                            "AWS::EC2::VPCEndpoint",
                            List.of("ServiceName", "VpcEndpointType", "VpcId")),
                    entry("AWS::EC2::VPCGatewayAttachment", List.of("VpcId")),
                    entry(
                            "AWS::ECR::Repository",
                            List.of("EncryptionConfiguration", "RepositoryName")),
                    entry("AWS::EKS::AccessEntry", List.of("ClusterName", "PrincipalArn", "Type")),
                    entry(
                            "AWS::EKS::Addon",
                            List.of("AddonName", "ClusterName", "NamespaceConfig")),
                    entry("AWS::EKS::Cluster", cluster()),
                    entry("AWS::EKS::Nodegroup", nodegroup()),
                    entry(
                            "AWS::EKS::PodIdentityAssociation",
                            List.of("ClusterName", "Namespace", "ServiceAccount")),
                    entry("AWS::Events::Rule", List.of("Name")),
                    entry(
                            "AWS::IAM::ManagedPolicy",
                            List.of("Description", "ManagedPolicyName", "Path")),
                    entry("AWS::IAM::OIDCProvider", List.of("Url")),
                    entry("AWS::IAM::Role", List.of("Path", "RoleName")),
                    entry("AWS::Lambda::Function", List.of("FunctionName", "PackageType")),
                    entry("AWS::Logs::LogGroup", List.of("LogGroupName")),
                    entry("AWS::SQS::Queue", List.of("FifoQueue", "QueueName")));

    /** What tells one from another of its type; two cannot have the same at a time. */
    private static final Map<String, List<String>> IDENTITY =
            Map.ofEntries(
                    entry("AWS::EC2::LaunchTemplate", List.of("LaunchTemplateName")),
                    entry("AWS::ECR::Repository", List.of("RepositoryName")),
                    entry("AWS::EKS::AccessEntry", List.of("ClusterName", "PrincipalArn")),
                    entry("AWS::EKS::Addon", List.of("ClusterName", "AddonName")),
                    entry("AWS::EKS::Cluster", List.of("Name")),
                    entry("AWS::EKS::Nodegroup", List.of("ClusterName", "NodegroupName")),
                    entry(
                            "AWS::EKS::PodIdentityAssociation",
                            List.of("ClusterName", "Namespace", "ServiceAccount")),
                    entry("AWS::IAM::ManagedPolicy", List.of("ManagedPolicyName")),
                    entry("AWS::IAM::OIDCProvider", List.of("Url")),
                    entry("AWS::IAM::Role", List.of("RoleName")),
                    entry("AWS::Logs::LogGroup", List.of("LogGroupName")),
                    entry("AWS::SQS::Queue", List.of("QueueName")));

    private CreateOnly() {}

    /** Paths below {@code Properties}. */
    static List<String> properties(String type) {
        return PROPERTIES.getOrDefault(type, List.of());
    }

    /** None for a type whose resources get names of their own. */
    static List<String> identity(String type) {
        return IDENTITY.getOrDefault(type, List.of());
    }

    private static List<String> cluster() {
        return List.of(
                "AccessConfig/BootstrapClusterCreatorAdminPermissions",
                "BootstrapSelfManagedAddons",
                "EncryptionConfig",
                "KubernetesNetworkConfig/IpFamily",
                "KubernetesNetworkConfig/ServiceIpv4Cidr",
                "Name",
                "OutpostConfig",
                "RoleArn");
    }

    private static List<String> nodegroup() {
        return List.of(
                "AmiType",
                "CapacityType",
                "ClusterName",
                "DiskSize",
                "InstanceTypes",
                "NodeRole",
                "NodegroupName",
                "RemoteAccess",
                "Subnets");
    }

    private static List<String> flowLog() {
        return List.of(
                "DeliverLogsPermissionArn",
                "LogDestination",
                "LogDestinationType",
                "LogFormat",
                "LogGroupName",
                "MaxAggregationInterval",
                "ResourceId",
                "ResourceType",
                "TrafficType");
    }

    private static List<String> securityGroupIngress() {
        return List.of(
                "CidrIp", "FromPort", "GroupId", "IpProtocol", "SourceSecurityGroupId", "ToPort");
    }
}

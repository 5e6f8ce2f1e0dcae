"""AWS::EKS::Cluster, which goes to moto's EKS."""

from moto.cloudformation import parsing
from moto.core.common_models import CloudFormationModel
from moto.ec2.models import ec2_backends
from moto.eks.models import eks_backends


CREATE_ONLY = {"BootstrapSelfManagedAddons", "EncryptionConfig", "KubernetesNetworkConfig", "Name", "RoleArn"}


class Cluster(CloudFormationModel):
    def __init__(self, cluster, properties: dict) -> None:
        self.cluster = cluster
        self.properties = properties
        self.physical_resource_id = cluster.name

    @staticmethod
    def cloudformation_name_type() -> str:
        return "Name"

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::EKS::Cluster"

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        return attr in (
            "Arn",
            "OpenIdConnectIssuerUrl",
            "Endpoint",
            "CertificateAuthorityData",
            "ClusterSecurityGroupId",
        )

    def get_cfn_attribute(self, attribute_name: str) -> str:
        cluster = self.cluster
        return {
            "Arn": cluster.arn,
            "OpenIdConnectIssuerUrl": cluster.identity["oidc"]["issuer"],
            "Endpoint": cluster.endpoint,
            "CertificateAuthorityData": cluster.certificate_authority["data"],
            "ClusterSecurityGroupId": cluster.resources_vpc_config["clusterSecurityGroupId"],
        }[attribute_name]

    def is_created(self) -> bool:
        return True

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name, cloudformation_json, account_id, region_name, **kwargs
    ):
        properties = as_eks_names(cloudformation_json["Properties"])
        types = properties["logging"]["clusterLogging"]["enabledTypes"]
        cluster = eks_backends[account_id][region_name].create_cluster(
            name=resource_name,
            role_arn=properties["roleArn"],
            resources_vpc_config=properties["resourcesVpcConfig"],
            version=properties["version"],
            kubernetes_network_config=properties["kubernetesNetworkConfig"],
            logging={"clusterLogging": [{"types": [one["type"] for one in types], "enabled": True}]},
            encryption_config=properties["encryptionConfig"],
        )
        cluster.access_config = properties["accessConfig"]
        add_security_group(cluster, ec2_backends[account_id][region_name])
        return cls(cluster, cloudformation_json["Properties"])

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        before, after = original_resource.properties, cloudformation_json["Properties"]
        changed = {name for name in before | after if before.get(name) != after.get(name)}
        bootstrap = "BootstrapClusterCreatorAdminPermissions"
        if changed & CREATE_ONLY or before["AccessConfig"][bootstrap] != after["AccessConfig"][bootstrap]:
            raise parsing.ValidationError(message=f"{new_resource_name} already exists, and cannot change {changed}")
        original_resource.cluster.version = after["Version"]
        original_resource.cluster.resources_vpc_config.update(as_eks_names(after["ResourcesVpcConfig"]))
        original_resource.properties = after
        return original_resource

    def delete(self, account_id: str, region_name: str) -> None:
        eks_backends[account_id][region_name].delete_cluster(self.cluster.name)
        ec2_backends[account_id][region_name].delete_security_group(
            group_id=self.cluster.resources_vpc_config["clusterSecurityGroupId"]
        )


def add_security_group(cluster, ec2) -> None:
    """EKS makes one for each cluster, which nodes and control plane are in."""
    vpc = ec2.get_subnet(cluster.resources_vpc_config["subnetIds"][0]).vpc_id
    group = ec2.create_security_group(f"eks-cluster-sg-{cluster.name}", "EKS created security group", vpc)
    cluster.resources_vpc_config["clusterSecurityGroupId"] = group.id


def as_eks_names(value):
    """CloudFormation's property names as EKS's API has them."""
    if isinstance(value, dict):
        return {key[0].lower() + key[1:]: as_eks_names(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_eks_names(inner) for inner in value]
    return value

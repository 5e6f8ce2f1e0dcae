"""AWS::EKS::Nodegroup: moto's EKS has the node group, and as in AWS there is an Auto Scaling group behind it."""

import os

import boto3
from moto.cloudformation import parsing
from moto.core.common_models import CloudFormationModel
from moto.ec2.models import ec2_backends
from moto.eks.models import eks_backends

from emulation.cluster import as_eks_names

CHANGEABLE = {
    "Labels",
    "LaunchTemplate",
    "NodeRepairConfig",
    "ReleaseVersion",
    "ScalingConfig",
    "Taints",
    "UpdateConfig",
    "Version",
}


class Nodegroup(CloudFormationModel):
    def __init__(self, group, properties: dict, account_id: str, region_name: str) -> None:
        self.group = group
        self.properties = properties
        self.ec2 = ec2_backends[account_id][region_name]
        self.auto_scaling = boto3.client(
            "autoscaling", region_name=region_name, endpoint_url=os.environ["AWS_ENDPOINT_URL"]
        )
        self.name = f"eks-{group.nodegroup_name}-{group.uuid}"
        self.physical_resource_id = f"{group.cluster_name}/{group.nodegroup_name}"

    @staticmethod
    def cloudformation_name_type() -> str:
        return "NodegroupName"

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::EKS::Nodegroup"

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        return attr in ("Arn", "ClusterName", "NodegroupName")

    def get_cfn_attribute(self, attribute_name: str) -> str:
        return {
            "Arn": self.group.arn,
            "ClusterName": self.group.cluster_name,
            "NodegroupName": self.group.nodegroup_name,
        }[attribute_name]

    def is_created(self) -> bool:
        return True

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name, cloudformation_json, account_id, region_name, **kwargs
    ):
        properties = cloudformation_json["Properties"]
        group = eks_backends[account_id][region_name].create_nodegroup(
            cluster_name=properties["ClusterName"],
            node_role=properties["NodeRole"],
            nodegroup_name=resource_name,
            subnets=properties["Subnets"],
            instance_types=instance_types(properties, account_id, region_name),
            ami_type=properties["AmiType"],
            capacity_type=properties["CapacityType"],
            launch_template=as_eks_names(properties["LaunchTemplate"]),
        )
        resource = cls(group, properties, account_id, region_name)
        group.resources = {"autoScalingGroups": [{"name": resource.name}]}
        resource.configure()
        resource.create_auto_scaling_group()
        return resource

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        before, after = original_resource.properties, cloudformation_json["Properties"]
        changed = {name for name in before | after if before.get(name) != after.get(name)}
        if "NodegroupName" in changed:
            another = cls.create_from_cloudformation_json(
                after["NodegroupName"], cloudformation_json, account_id, region_name
            )
            original_resource.delete(account_id, region_name)
            return another
        if changed - CHANGEABLE:
            # EKS makes another group for these, and may not give it the same name.
            raise parsing.ValidationError(
                message=f"{new_resource_name} already exists, and cannot change {changed - CHANGEABLE}"
            )
        original_resource.properties = after
        original_resource.configure()
        original_resource.update_auto_scaling_group()
        return original_resource

    def delete(self, account_id: str, region_name: str) -> None:
        self.auto_scaling.delete_auto_scaling_group(AutoScalingGroupName=self.name, ForceDelete=True)
        self.ec2.delete_launch_template(self.name, None)
        eks_backends[account_id][region_name].delete_nodegroup(
            self.group.cluster_name, self.group.nodegroup_name
        )

    def configure(self) -> None:
        self.group.version = self.properties.get("Version")
        self.group.release_version = self.properties.get("ReleaseVersion") or self.group.release_version
        self.group.labels = self.properties.get("Labels", {})
        self.group.taints = as_eks_names(self.properties.get("Taints", []))
        self.group.scaling_config = as_eks_names(self.properties["ScalingConfig"])
        self.group.launch_template = as_eks_names(self.properties["LaunchTemplate"])
        self.group.update_config = as_eks_names(self.properties["UpdateConfig"])
        self.group.node_repair_config = as_eks_names(self.properties["NodeRepairConfig"])

    def create_auto_scaling_group(self) -> None:
        template = self.ec2.create_launch_template(self.name, "", self.template_data(), {})
        self.auto_scaling.create_auto_scaling_group(
            AutoScalingGroupName=self.name,
            MixedInstancesPolicy={
                "LaunchTemplate": {
                    "LaunchTemplateSpecification": {"LaunchTemplateId": template.id, "Version": "$Latest"},
                    "Overrides": [{"InstanceType": name} for name in self.group.instance_types],
                },
                "InstancesDistribution": {
                    "OnDemandPercentageAboveBaseCapacity": 0 if self.group.capacity_type == "SPOT" else 100
                },
            },
            VPCZoneIdentifier=",".join(self.group.subnets),
            Tags=self.tags(),
            **self.sizes(),
        )

    def update_auto_scaling_group(self) -> None:
        template = self.ec2.get_launch_template_by_name(self.name)
        template.create_version(self.template_data(), "")
        self.auto_scaling.update_auto_scaling_group(AutoScalingGroupName=self.name, **self.sizes())

    def template_data(self) -> dict:
        """The group's own launch template, completed by what EKS chooses."""
        ours = self.properties["LaunchTemplate"]
        version = self.ec2.get_launch_template(ours["Id"]).get_version(ours["Version"])
        image = self.ec2.describe_images(owners=["amazon"])[0]
        return {"InstanceType": self.group.instance_types[0], **version.data, "ImageId": image.id}

    def sizes(self) -> dict:
        config = self.properties["ScalingConfig"]
        return {
            "MinSize": int(config["MinSize"]),
            "MaxSize": int(config["MaxSize"]),
            "DesiredCapacity": int(config["DesiredSize"]),
        }

    def tags(self) -> list[dict]:
        """EKS's own, without its discovery tags: those that are seen are the stacks'."""
        cluster = self.group.cluster_name
        tags = {
            "eks:cluster-name": cluster,
            "eks:nodegroup-name": self.group.nodegroup_name,
            f"kubernetes.io/cluster/{cluster}": "owned",
        }
        return [{"Key": key, "Value": value, "PropagateAtLaunch": True} for key, value in tags.items()]


def instance_types(properties: dict, account_id: str, region_name: str) -> list[str]:
    """A group's own, or the one of its launch template."""
    if "InstanceTypes" in properties:
        return properties["InstanceTypes"]
    ours = properties["LaunchTemplate"]
    template = ec2_backends[account_id][region_name].get_launch_template(ours["Id"])
    return [template.get_version(ours["Version"]).data["InstanceType"]]

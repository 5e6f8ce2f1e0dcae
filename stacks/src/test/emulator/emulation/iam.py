"""What moto's CloudFormation lacks of IAM."""

from moto.core.common_models import CloudFormationModel
from moto.iam.models import Role, iam_backends
from moto.utilities.utils import get_partition


class OidcProvider(CloudFormationModel):
    """AWS::IAM::OIDCProvider"""

    def __init__(self, arn: str) -> None:
        self.physical_resource_id = arn

    @staticmethod
    def cloudformation_name_type() -> str:
        return ""

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::IAM::OIDCProvider"

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        return attr == "Arn"

    def get_cfn_attribute(self, attribute_name: str) -> str:
        return self.physical_resource_id

    def is_created(self) -> bool:
        return True

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name, cloudformation_json, account_id, region_name, **kwargs
    ):
        properties = cloudformation_json["Properties"]
        provider = backend(account_id, region_name).create_open_id_connect_provider(
            url=properties["Url"],
            thumbprint_list=properties.get("ThumbprintList", []),
            client_id_list=properties["ClientIdList"],
            tags=properties.get("Tags", []),
        )
        return cls(provider.arn)

    def delete(self, account_id: str, region_name: str) -> None:
        backend(account_id, region_name).delete_open_id_connect_provider(self.physical_resource_id)


def backend(account_id: str, region_name: str):
    return iam_backends[account_id][get_partition(region_name)]


def install() -> None:
    """moto makes a role without the managed policies that the template lists, and does not delete one that has some."""
    create = Role.create_from_cloudformation_json.__func__
    delete = Role.delete_from_cloudformation_json.__func__

    def create_with_policies(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        role = create(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs)
        for arn in cloudformation_json["Properties"].get("ManagedPolicyArns", []):
            backend(account_id, region_name).attach_role_policy(arn, role.name)
        return role

    def delete_with_policies(cls, resource_name, cloudformation_json, account_id, region_name):
        for arn in list(backend(account_id, region_name).get_role(resource_name).managed_policies):
            backend(account_id, region_name).detach_role_policy(arn, resource_name)
        delete(cls, resource_name, cloudformation_json, account_id, region_name)

    Role.create_from_cloudformation_json = classmethod(create_with_policies)
    Role.delete_from_cloudformation_json = classmethod(delete_with_policies)

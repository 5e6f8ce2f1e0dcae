"""Custom resources whose function really runs: the template's own source, in Node.js, as Lambda runs it."""

import io
import json
import subprocess
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from moto.awslambda import lambda_backends
from moto.cloudformation import parsing
from moto.core.common_models import CloudFormationModel

RUNTIME = Path(__file__).with_name("function.js")

_answers: dict[str, dict] = {}
_door = ""


def install(door: str) -> None:
    """
    :param door: the address of the emulator's door
    """
    global _door
    _door = door
    parsing.CustomModel = FunctionResource


def take_answer(request: str, answer: dict) -> None:
    _answers[request] = answer


class FunctionResource(CloudFormationModel):
    """Custom::*"""

    def __init__(self, stack: dict, account_id: str, region_name: str) -> None:
        self.stack = stack
        self.account_id = account_id
        self.region_name = region_name
        self.properties: dict = {}
        self.physical_resource_id = ""
        self.data: dict = {}

    @staticmethod
    def cloudformation_name_type() -> str:
        return ""

    @staticmethod
    def cloudformation_type() -> str:
        return "Custom::*"

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        return True

    def get_cfn_attribute(self, attribute_name: str):
        return self.data[attribute_name]

    def is_created(self) -> bool:
        return True

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name, cloudformation_json, account_id, region_name, **kwargs
    ):
        stack = {
            "StackId": kwargs["StackId"],
            "LogicalResourceId": kwargs["LogicalId"],
            "ResourceType": kwargs["ResourceType"],
        }
        resource = cls(stack, account_id, region_name)
        resource.request("Create", cloudformation_json["Properties"])
        return resource

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        original_resource.request("Update", cloudformation_json["Properties"])
        return original_resource

    def delete(self, account_id: str, region_name: str) -> None:
        self.request("Delete", self.properties)

    def request(self, request_type: str, properties: dict) -> None:
        properties = as_text(properties)
        request = str(uuid4())
        event = {
            **self.stack,
            "RequestType": request_type,
            "RequestId": request,
            "ResponseURL": f"{_door}/answers/{request}",
            "ServiceToken": properties["ServiceToken"],
            "ResourceProperties": properties,
        }
        if request_type != "Create":
            event["PhysicalResourceId"] = self.physical_resource_id
        if request_type == "Update":
            event["OldResourceProperties"] = self.properties
        log = self.run(event)
        answer = _answers.pop(request, {"Status": "FAILED", "Reason": "no answer"})
        if answer["Status"] != "SUCCESS":
            raise parsing.ValidationError(message=f"{event['LogicalResourceId']}: {answer['Reason']}\n{log}")
        self.properties = properties
        self.physical_resource_id = answer["PhysicalResourceId"]
        self.data = answer.get("Data", {})

    def run(self, event: dict) -> str:
        function = lambda_backends[self.account_id][self.region_name].get_function(event["ServiceToken"])
        with zipfile.ZipFile(io.BytesIO(function.code_bytes)) as code, TemporaryDirectory() as folder:
            source = Path(folder, "index.js")
            # moto gives inline source this name, in whatever language.
            source.write_bytes(code.read("index.py"))
            return subprocess.run(
                ["node", RUNTIME, source, f"{_door}/{self.region_name}"],
                input=json.dumps(event),
                capture_output=True,
                text=True,
                timeout=function.timeout,
            ).stderr


def as_text(value):
    """A custom resource gets every scalar as a string."""
    if isinstance(value, dict):
        return {key: as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_text(inner) for inner in value]
    return str(value).lower() if isinstance(value, bool) else str(value)

"""The emulator's web application: moto, and a door for those who have no AWS SDK."""

import json

import boto3
from botocore import xform_name
from botocore.exceptions import ClientError, ParamValidationError
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug import Request, Response

from emulation import cloudformation, ec2, function, iam

PREFIX = "/plimsoll/"


class Door:
    """Beside moto's own API:

    POST /plimsoll/REGION/SERVICE/OPERATION  an AWS call, input and output as JSON, checked by botocore
    PUT  /plimsoll/answers/ID                what a custom resource's function answers to CloudFormation
    GET  /plimsoll/skipped                   the resource types that CloudFormation passed over
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.moto = DomainDispatcherApplication(create_backend_app)
        cloudformation.install()
        ec2.install()
        iam.install()
        function.install(url + PREFIX.rstrip("/"))

    def __call__(self, environ, start_response):
        request = Request(environ)
        if not request.path.startswith(PREFIX):
            return self.moto(environ, start_response)
        return self.answer(request)(environ, start_response)

    def answer(self, request: Request) -> Response:
        match request.method, request.path.removeprefix(PREFIX).split("/"):
            case "GET", ["skipped"]:
                return document(200, cloudformation.skipped())
            case "PUT", ["answers", event]:
                # The address is signed without a content type, and S3 would refuse another.
                if "Content-Type" in request.headers:
                    return document(403, {"message": "SignatureDoesNotMatch"})
                function.take_answer(event, json.loads(request.get_data()))
                return document(200, {})
            case "POST", [region, service, operation]:
                return self.call(region, service, operation, json.loads(request.get_data() or "{}"))
        return document(404, {"message": request.path})

    def call(self, region: str, service: str, operation: str, arguments: dict) -> Response:
        client = boto3.client(service, region_name=region, endpoint_url=self.url)
        try:
            answer = getattr(client, xform_name(operation))(**arguments)
        except ClientError as error:
            failure = error.response["Error"]
            return document(400, {"name": failure["Code"], "message": failure["Message"]})
        except ParamValidationError as error:
            return document(400, {"name": "ValidationException", "message": str(error)})
        del answer["ResponseMetadata"]
        return document(200, answer)


def document(status: int, content: object) -> Response:
    # Times are all that JSON does not know, and this is how the AWS CLI prints them.
    text = json.dumps(content, default=lambda time: time.isoformat())
    return Response(text, status, content_type="application/json")

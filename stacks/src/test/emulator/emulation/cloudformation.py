"""moto's CloudFormation, with change sets and deletions as AWS has them, and a list of what it passes over."""

from moto.cloudformation import parsing
from moto.cloudformation.models import ChangeSet, CloudFormationBackend, Stack
from moto.cloudformation.responses import CloudFormationResponse
from moto.core.exceptions import ServiceException
from moto.core.responses import EmptyResult

_skipped: set[str] = set()


def skipped() -> list[str]:
    """The resource types that were passed over so far, which moto does without a word."""
    return sorted(_skipped)


def install() -> None:
    parsing.resource_class_from_type = noting_skipped(parsing.resource_class_from_type)
    parsing.ResourceMap.delete = delete
    CloudFormationBackend.execute_change_set = execute
    for operation in ("delete_change_set", "describe_change_set", "execute_change_set"):
        setattr(CloudFormationResponse, operation, of_its_stack(getattr(CloudFormationResponse, operation)))


def noting_skipped(class_of_type):
    def noting(resource_type: str):
        found = class_of_type(resource_type)
        if found is None:
            _skipped.add(resource_type)
        return found

    return noting


def of_its_stack(operation):
    """moto takes the change set of any stack that has the name, and the CDK gives all of them one name."""

    def with_id(response: CloudFormationResponse):
        name, stack = response._get_param("ChangeSetName"), response._get_param("StackName")
        for identity, change_set in response.cloudformation_backend.change_sets.items():
            if name == identity or (name, stack) == (change_set.change_set_name, change_set.stack_name):
                response.params["ChangeSetName"] = identity
                return operation(response)
        if operation.__name__ == "delete_change_set":
            return EmptyResult()
        raise ChangeSetNotFound(f"ChangeSet [{name}] does not exist")

    return with_id


class ChangeSetNotFound(ServiceException):
    code = "ChangeSetNotFound"


def execute(backend: CloudFormationBackend, change_set_name: str, stack_name: str | None = None) -> None:
    """moto's own loses outputs, exports and the order of creation."""
    change_set = backend.change_sets[change_set_name]
    stack = backend.stacks[change_set.stack_id]
    if change_set.change_set_type == "CREATE":
        create(backend, stack, change_set)
    else:
        # A previous value comes as what it was resolved to, which is no parameter's name.
        given = {name: value for name, value in change_set.parameters.items() if value != stack.stack_parameters.get(name)}
        stack.update(change_set.template, change_set.role_arn, {**stack.parameters, **given}, change_set.tags)
    for export in stack.exports:
        backend.exports[export.name] = export
    change_set.execution_status = "EXECUTE_COMPLETE"


def create(backend: CloudFormationBackend, stack: Stack, change_set: ChangeSet) -> None:
    stack.template = change_set.template
    stack._parse_template()
    stack.cross_stack_resources = backend.exports
    stack.resource_map = stack._create_resource_map()
    stack.output_map = stack._create_output_map()
    stack._add_stack_event("CREATE_IN_PROGRESS", resource_status_reason="User Initiated")
    stack.create_resources()


def delete(resources: parsing.ResourceMap) -> None:
    """Backwards; moto's own takes any order, and a function may be gone before what it has to clean up."""
    for logical_id, resource in reversed(list(resources._parsed_resources.items())):
        definition = resources._resource_json_map.get(logical_id)
        # What an update passes over, moto remembers as nothing.
        if resource is not None and definition and definition.get("DeletionPolicy") != "Retain":
            resources._delete_resource(resource, definition)

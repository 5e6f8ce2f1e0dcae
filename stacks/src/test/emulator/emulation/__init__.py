"""What moto's CloudFormation lacks for the stacks. It finds the models by their class, once they are loaded."""

from emulation import cluster, nodegroup  # noqa: F401

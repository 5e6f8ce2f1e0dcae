"""What moto lacks of EC2."""

from moto.ec2.models import EC2Backend
from moto.ec2.models.availability_zones_and_regions import RegionsAndZonesBackend, Zone


def install() -> None:
    # Which two of the region's zones an account sees differs; moto has a and b, the default environment a and c.
    RegionsAndZonesBackend.zones["us-west-1"].append(Zone("us-west-1c", "us-west-1", "usw1-az2"))

    # moto's CloudFormation only notes which subnet has which routes.
    note = EC2Backend.create_subnet_association

    def associate(backend: EC2Backend, route_table_id: str, subnet_id: str):
        backend.associate_route_table(route_table_id, subnet_id=subnet_id)
        return note(backend, route_table_id, subnet_id)

    EC2Backend.create_subnet_association = associate

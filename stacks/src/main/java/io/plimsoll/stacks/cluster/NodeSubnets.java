package io.plimsoll.stacks.cluster;

import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;

/** The subnets of a VPC that nodes live in. */
final class NodeSubnets {

    private NodeSubnets() {}

    static SubnetSelection of(IVpc vpc) {
        SubnetType type =
                vpc.getPrivateSubnets().isEmpty()
                        ? SubnetType.PRIVATE_ISOLATED
                        : SubnetType.PRIVATE_WITH_EGRESS;
        return SubnetSelection.builder().subnetType(type).build();
    }
}

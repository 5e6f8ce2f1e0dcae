package io.plimsoll.stacks.cluster;

import java.util.List;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.IVpc;

/**
 * Where the API server can be reached from inside the VPC.
 *
 * @param subnets of the nodes
 * @param controlPlaneSecurityGroupId of the control plane's network interfaces
 */
public record ClusterConnection(
        IVpc vpc, List<ISubnet> subnets, String controlPlaneSecurityGroupId) {

    public ClusterConnection {
        subnets = List.copyOf(subnets);
    }
}

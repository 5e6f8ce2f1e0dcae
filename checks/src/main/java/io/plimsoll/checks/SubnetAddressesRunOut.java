package io.plimsoll.checks;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.VpcConfig;
import io.plimsoll.environment.ec2.InstanceType;
import io.plimsoll.environment.ec2.InstanceTypes;
import java.util.List;

/** More addresses wanted by nodes and pods than the private subnets have. */
final class SubnetAddressesRunOut implements Check {

    /** AWS keeps the first four addresses of a subnet and the last. */
    private static final long RESERVED_BY_AWS = 5;

    @Override
    public String id() {
        return "subnet-addresses-run-out";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        Environment environment = subject.environment();
        return switch (environment.vpc()) {
            // Pods that have a block of their own leave the nodes' subnets alone.
            case VpcConfig.New vpc when vpc.podCidr().isPresent() -> List.of();
            case VpcConfig.New vpc -> findings(environment, vpc);
            case VpcConfig.Imported _, VpcConfig.LookedUp _ -> List.of();
        };
    }

    private List<Finding> findings(Environment environment, VpcConfig.New vpc) {
        long offered = vpc.availabilityZones().size() * addressesPerSubnet(vpc);
        long wanted =
                environment.nodeGroups().stream()
                        .mapToLong(group -> (long) group.size().max() * addressesPerNode(group))
                        .sum();
        if (wanted <= offered) {
            return List.of();
        }
        return List.of(
                new Finding(
                        id(),
                        Finding.Severity.WARNING,
                        "With all node groups at their max, nodes and pods can take %d addresses; the private subnets of %s have %d."
                                .formatted(wanted, vpc.cidr(), offered),
                        "Give vpc.cidr a shorter prefix, or lower max of the node groups."));
    }

    private static long addressesPerSubnet(VpcConfig.New vpc) {
        return Math.max(0, (1L << (32 - vpc.privatePrefix())) - RESERVED_BY_AWS);
    }

    /** All that the VPC CNI can attach to the biggest of the group's types. */
    private static int addressesPerNode(NodeGroupConfig group) {
        return group.machine().instanceTypes().stream()
                .flatMap(name -> InstanceTypes.find(name).stream())
                .map(InstanceType::network)
                .mapToInt(network -> network.interfaces() * network.ipv4PerInterface())
                .max()
                .orElse(0);
    }
}

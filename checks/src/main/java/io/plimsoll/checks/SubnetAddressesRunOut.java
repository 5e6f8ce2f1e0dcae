package io.plimsoll.checks;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.VpcConfig;
import io.plimsoll.environment.ec2.InstanceType;
import io.plimsoll.environment.ec2.InstanceTypes;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** More addresses wanted by nodes and pods than their subnets have. */
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
        Map<Boolean, Long> wanted =
                environment.nodeGroups().stream()
                        .collect(
                                Collectors.partitioningBy(
                                        group -> group.machine().launch().publicAddresses(),
                                        Collectors.summingLong(
                                                SubnetAddressesRunOut::addressesOf)));
        return Stream.concat(
                        finding(
                                vpc,
                                "private",
                                vpc.privatePrefix(),
                                wanted.getOrDefault(false, 0L)),
                        finding(vpc, "public", vpc.publicPrefix(), wanted.getOrDefault(true, 0L)))
                .toList();
    }

    private Stream<Finding> finding(VpcConfig.New vpc, String subnets, int prefix, long wanted) {
        long offered =
                vpc.availabilityZones().size()
                        * Math.max(0, (1L << (32 - prefix)) - RESERVED_BY_AWS);
        return wanted <= offered
                ? Stream.of()
                : Stream.of(
                        new Finding(
                                id(),
                                Finding.Severity.WARNING,
                                "With all node groups at their max, nodes and pods can take %d addresses; the %s subnets of %s have %d."
                                        .formatted(wanted, subnets, vpc.cidr(), offered),
                                "Give vpc.cidr a shorter prefix, or lower max of the node groups."));
    }

    private static long addressesOf(NodeGroupConfig group) {
        return (long) group.size().max() * addressesPerNode(group);
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

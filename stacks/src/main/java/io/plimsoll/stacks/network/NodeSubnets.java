package io.plimsoll.stacks.network;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;

/**
 * The subnets of a VPC that nodes live in: its private ones, with or without a way out, but for
 * groups with addresses of the internet.
 */
public final class NodeSubnets {

    private final SubnetSelection selection;
    private final SortedMap<String, String> idByZone;
    private final SortedMap<String, String> publicIdByZone;

    public NodeSubnets(IVpc vpc) {
        SubnetType type =
                vpc.getPrivateSubnets().isEmpty()
                        ? SubnetType.PRIVATE_ISOLATED
                        : SubnetType.PRIVATE_WITH_EGRESS;
        this.selection = SubnetSelection.builder().subnetType(type).build();
        this.idByZone = byZone(vpc.selectSubnets(selection).getSubnets());
        this.publicIdByZone = byZone(vpc.getPublicSubnets());
    }

    private static SortedMap<String, String> byZone(List<ISubnet> subnets) {
        return subnets.stream()
                .collect(
                        Collectors.toMap(
                                ISubnet::getAvailabilityZone,
                                ISubnet::getSubnetId,
                                (first, _) -> first,
                                TreeMap::new));
    }

    public SubnetSelection selection() {
        return selection;
    }

    /**
     * Subnet ids, in the zones' order.
     *
     * @param zones none means all
     * @param publicOnes whether the nodes have addresses of the internet
     */
    public List<String> idsIn(List<String> zones, boolean publicOnes) {
        return (publicOnes ? publicIdByZone : idByZone)
                .entrySet().stream()
                        .filter(subnet -> zones.isEmpty() || zones.contains(subnet.getKey()))
                        .map(Map.Entry::getValue)
                        .toList();
    }
}

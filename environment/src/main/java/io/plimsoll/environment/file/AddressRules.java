package io.plimsoll.environment.file;

import io.plimsoll.environment.ClusterAccess;
import io.plimsoll.environment.Ipv4Block;
import io.plimsoll.environment.VpcConfig;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What AWS takes as addresses of a network, and of those who reach the API server. */
final class AddressRules {

    /** This host, loopback, link-local, multicast and reserved ones (IANA's registry). */
    private static final List<Ipv4Block> NOBODYS =
            blocks("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3");

    /** Addresses that nobody has in the internet: RFC 1918, and RFC 6598 for carriers. */
    private static final List<Ipv4Block> PRIVATE =
            blocks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10");

    /** A VPC has blocks of one of these (VPC user guide, association restrictions). */
    private static final List<Ipv4Block> APART =
            blocks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "198.19.0.0/16");

    private AddressRules() {}

    static void access(ClusterAccess access, Problems problems) {
        Set<Ipv4Block> seen = new HashSet<>();
        for (int i = 0; i < access.publicAccessCidrs().size(); i++) {
            String cidr = access.publicAccessCidrs().get(i);
            String field = Problems.item("cluster.publicAccessCidrs", i);
            Ipv4Block.parse(cidr)
                    .ifPresent(block -> {
                        beginning(field, cidr, block, problems);
                        if (inside(block, NOBODYS) || inside(block, PRIVATE)) {
                            problems.add(
                                    field,
                                    "must be addresses of the internet, which EKS asks for here, is '%s'"
                                            .formatted(cidr));
                        }
                        if (!seen.add(block)) {
                            problems.add(
                                    field,
                                    "must be there once, '%s' is there twice".formatted(cidr));
                        }
                    });
        }
    }

    static void network(VpcConfig.New vpc, Problems problems) {
        block("vpc.cidr", vpc.cidr(), problems);
        vpc.podCidr()
                .ifPresent(pods -> {
                    block("vpc.podCidr", pods, problems);
                    beside(vpc.cidr(), pods, problems);
                });
    }

    private static void block(String field, String cidr, Problems problems) {
        Ipv4Block.parse(cidr)
                .ifPresent(block -> {
                    beginning(field, cidr, block, problems);
                    if (inside(block, NOBODYS)) {
                        problems.add(
                                field,
                                "must be addresses that a network can have, such as 10.0.0.0/16, is '%s'"
                                        .formatted(cidr));
                    }
                });
    }

    private static void beside(String cidr, String pods, Problems problems) {
        Ipv4Block first = Ipv4Block.parse(cidr).orElse(null);
        Ipv4Block second = Ipv4Block.parse(pods).orElse(null);
        if (first == null || second == null) {
            return;
        }
        if (first.overlaps(second)) {
            problems.add(
                    "vpc.podCidr", "must lie outside vpc.cidr (%s), is '%s'".formatted(cidr, pods));
        } else if (!inside(second, around(first)) && inside(second, APART)) {
            problems.add(
                    "vpc.podCidr",
                    "must not be of another private range than vpc.cidr (%s), which AWS refuses, is '%s'; 100.64.0.0/16 goes with every range"
                            .formatted(cidr, pods));
        }
    }

    private static List<Ipv4Block> around(Ipv4Block block) {
        return APART.stream().filter(range -> range.overlaps(block)).toList();
    }

    private static void beginning(String field, String cidr, Ipv4Block block, Problems problems) {
        if (!block.beginsAtItsFirstAddress()) {
            problems.add(
                    field,
                    "must begin at the block's first address, %s, is '%s'"
                            .formatted(block.fromItsFirstAddress(), cidr));
        }
    }

    private static boolean inside(Ipv4Block block, List<Ipv4Block> ranges) {
        return ranges.stream()
                .anyMatch(range -> range.prefix() <= block.prefix() && range.overlaps(block));
    }

    private static List<Ipv4Block> blocks(String... cidrs) {
        return List.of(cidrs).stream().map(cidr -> Ipv4Block.parse(cidr).orElseThrow()).toList();
    }
}

package io.plimsoll.environment.file;

import io.plimsoll.environment.AutoscalerConfig.Kind;
import io.plimsoll.environment.EksVersions;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.Ipv4Block;
import io.plimsoll.environment.VpcConfig;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold between the values of {@code cluster} and {@code vpc}. */
final class ClusterRules {

    private ClusterRules() {}

    static void check(Environment environment, Problems problems) {
        String version = environment.cluster().kubernetesVersion();
        if (!EksVersions.known().contains(version) && !EksVersions.isNewerThanKnown(version)) {
            problems.add(
                    "cluster.kubernetesVersion",
                    "must be a version that EKS has had, one of "
                            + String.join(", ", EksVersions.known())
                            + ", or a newer one, is '"
                            + version
                            + "'");
        }
        AccessRules.check(environment.cluster().options(), problems);
        zones(environment, problems);
        switch (environment.vpc()) {
            case VpcConfig.New vpc -> newVpc(vpc, problems);
            case VpcConfig.Imported vpc -> subnets(vpc, problems);
            case VpcConfig.LookedUp _ -> lookup(environment, problems);
        }
    }

    static List<Problem> warnings(Environment environment, Problems places, LocalDate today) {
        String supported = String.join(", ", EksVersions.supportedOn(today));
        String version = environment.cluster().kubernetesVersion();
        if (EksVersions.isNewerThanKnown(version)) {
            return List.of(
                    places.at(
                            "cluster.kubernetesVersion",
                            "Kubernetes %s is newer than what is known here; EKS chooses the add-ons' versions unless cluster.addons names them"
                                    .formatted(version)));
        }
        return EksVersions.objection(version, today).stream()
                .map(objection ->
                        places.at(
                                "cluster.kubernetesVersion",
                                objection + "; supported are " + supported))
                .toList();
    }

    private static void zones(Environment environment, Problems problems) {
        String region = environment.cluster().region();
        List<String> zones = environment.vpc().availabilityZones();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < zones.size(); i++) {
            String field = Problems.item("vpc.availabilityZones", i);
            if (!zones.get(i).startsWith(region)) {
                problems.add(
                        field,
                        "must be a zone of region " + region + ", is '" + zones.get(i) + "'");
            }
            if (!seen.add(zones.get(i))) {
                problems.add(field, "must be there once, '" + zones.get(i) + "' is there twice");
            }
        }
    }

    private static void newVpc(VpcConfig.New vpc, Problems problems) {
        int zones = vpc.availabilityZones().size();
        if (zones > 0 && vpc.natGateways() > zones) {
            problems.add(
                    "vpc.natGateways",
                    "must be at most the number of zones (" + zones + "), is " + vpc.natGateways());
        }
        if (vpc.natGateways() == 0 && !vpc.privateAccess().endpoints()) {
            problems.add(
                    "vpc.natGateways",
                    "must be at least 1 unless vpc.endpoints is true, as nodes reach no AWS service then, is 0");
        }
        if (zones > vpc.reservedZones()) {
            problems.add(
                    "vpc.availabilityZones",
                    "must be at most %d, as a %s holds subnets for no more, are %d"
                            .formatted(
                                    vpc.reservedZones(),
                                    vpc.cidr().substring(vpc.cidr().indexOf('/')),
                                    zones));
        }
        block("vpc.cidr", vpc.cidr(), problems);
        vpc.podCidr()
                .ifPresent(pods -> {
                    block("vpc.podCidr", pods, problems);
                    if (isNetwork(vpc.cidr()) && isNetwork(pods) && overlap(vpc.cidr(), pods)) {
                        problems.add(
                                "vpc.podCidr",
                                "must lie outside vpc.cidr (%s), is '%s'"
                                        .formatted(vpc.cidr(), pods));
                    }
                });
    }

    private static void block(String field, String cidr, Problems problems) {
        if (!isNetwork(cidr)) {
            problems.add(
                    field,
                    "must be the first address of an IPv4 block such as 10.0.0.0/16, is '"
                            + cidr
                            + "'");
        }
    }

    private static boolean isNetwork(String cidr) {
        return Ipv4Block.parse(cidr).filter(Ipv4Block::beginsAtItsFirstAddress).isPresent();
    }

    private static boolean overlap(String one, String other) {
        return Ipv4Block.parse(one).orElseThrow().overlaps(Ipv4Block.parse(other).orElseThrow());
    }

    private static void subnets(VpcConfig.Imported vpc, Problems problems) {
        if (vpc.privateSubnetIds().size() != vpc.availabilityZones().size()) {
            problems.add(
                    "vpc.privateSubnetIds",
                    "must name one subnet for each of the "
                            + vpc.availabilityZones().size()
                            + " zones, names "
                            + vpc.privateSubnetIds().size());
        }
    }

    private static void lookup(Environment environment, Problems problems) {
        if (environment.cluster().account().isEmpty()) {
            problems.add("vpc.lookup", "needs cluster.account, which is asked for the VPC");
        }
        if (environment.workloads().autoscaler().program().kind() == Kind.KARPENTER) {
            problems.add(
                    "vpc.lookup",
                    "must be import where autoscaler.kind is karpenter, as its node classes name the subnets");
        }
    }
}

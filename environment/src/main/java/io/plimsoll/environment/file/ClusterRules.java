package io.plimsoll.environment.file;

import io.plimsoll.environment.AutoscalerConfig.Kind;
import io.plimsoll.environment.EksVersions;
import io.plimsoll.environment.Environment;
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
        if (!EksVersions.known().contains(version)) {
            problems.add(
                    "cluster.kubernetesVersion",
                    "must be a version that EKS has had, one of "
                            + String.join(", ", EksVersions.known())
                            + ", is '"
                            + version
                            + "'");
        }
        zones(environment, problems);
        switch (environment.vpc()) {
            case VpcConfig.New vpc -> newVpc(vpc, problems);
            case VpcConfig.Imported vpc -> subnets(vpc, problems);
            case VpcConfig.LookedUp _ -> lookup(environment, problems);
        }
    }

    static List<Problem> warnings(Environment environment, Problems places, LocalDate today) {
        String supported = String.join(", ", EksVersions.supportedOn(today));
        return EksVersions.objection(environment.cluster().kubernetesVersion(), today).stream()
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
        if (vpc.natGateways() == 0 && !vpc.endpoints()) {
            problems.add(
                    "vpc.natGateways",
                    "must be at least 1 unless vpc.endpoints is true, as nodes reach no AWS service then, is 0");
        }
        if (!isNetwork(vpc.cidr())) {
            problems.add(
                    "vpc.cidr",
                    "must be the first address of an IPv4 block such as 10.0.0.0/16, is '"
                            + vpc.cidr()
                            + "'");
        }
    }

    /** The declared pattern has made sure of four numbers and a prefix length. */
    private static boolean isNetwork(String cidr) {
        String[] parts = cidr.split("[./]", -1);
        if (parts.length != 5) {
            return false;
        }
        long address = 0;
        for (int i = 0; i < 4; i++) {
            int octet = Integer.parseInt(parts[i]);
            if (octet > 255) {
                return false;
            }
            address = address << 8 | octet;
        }
        long hostBits = (1L << (32 - Integer.parseInt(parts[4]))) - 1;
        return (address & hostBits) == 0;
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

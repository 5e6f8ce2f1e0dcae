package io.plimsoll.environment.file;

import io.plimsoll.environment.AutoscalerConfig.Kind;
import io.plimsoll.environment.AwsRegions;
import io.plimsoll.environment.ClusterConfig;
import io.plimsoll.environment.EksVersions;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.VpcConfig;
import io.plimsoll.environment.input.Nearest;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What must hold between the values of {@code cluster} and {@code vpc}. */
final class ClusterRules {

    private static final String NOBODY = "000000000000";

    private ClusterRules() {}

    static void check(Environment environment, Problems problems) {
        region(environment.cluster(), problems);
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
        AddonRules.check(environment.cluster(), problems);
        zones(environment, problems);
        switch (environment.vpc()) {
            case VpcConfig.New vpc -> newVpc(vpc, problems);
            case VpcConfig.Imported vpc -> subnets(vpc, problems);
            case VpcConfig.LookedUp _ -> lookup(environment, problems);
        }
    }

    private static void region(ClusterConfig cluster, Problems problems) {
        Set<String> regions = AwsRegions.partitionsByRegion().keySet();
        if (!regions.contains(cluster.region())) {
            problems.addGiven(
                    "cluster.region",
                    "must be a region of AWS, is '"
                            + cluster.region()
                            + "'"
                            + Nearest.question(cluster.region(), regions));
        }
        if (cluster.account().filter(NOBODY::equals).isPresent()) {
            problems.add(
                    "cluster.account", "must be an account that there is, is '" + NOBODY + "'");
        }
    }

    static List<Problem> warnings(Environment environment, Problems places, LocalDate today) {
        String supported = String.join(", ", EksVersions.underStandardSupport(today));
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
                                objection + "; under standard support are " + supported))
                .toList();
    }

    private static void zones(Environment environment, Problems problems) {
        String region = environment.cluster().region();
        List<String> zones = environment.vpc().availabilityZones();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < zones.size(); i++) {
            String field = Problems.item("vpc.availabilityZones", i);
            if (!zones.get(i).matches(Pattern.quote(region) + "[a-f]")) {
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
        Set<String> links = new HashSet<>();
        for (int i = 0; i < vpc.privateAccess().privateLinks().size(); i++) {
            String link = vpc.privateAccess().privateLinks().get(i);
            if (!links.add(link)) {
                problems.add(
                        Problems.item("vpc.privateLinks", i),
                        "must be there once, '" + link + "' is there twice");
            }
        }
        AddressRules.network(vpc, problems);
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
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < vpc.privateSubnetIds().size(); i++) {
            String id = vpc.privateSubnetIds().get(i);
            if (!seen.add(id)) {
                problems.add(
                        Problems.item("vpc.privateSubnetIds", i),
                        "must be there once, '" + id + "' is there twice");
            }
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

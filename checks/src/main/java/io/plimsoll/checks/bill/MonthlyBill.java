package io.plimsoll.checks.bill;

import io.plimsoll.checks.change.Template;
import io.plimsoll.checks.change.Template.Resource;
import io.plimsoll.environment.ClusterConfig;
import io.plimsoll.environment.ClusterOptions.UpgradePolicy;
import io.plimsoll.environment.EksVersions;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.KongConfig;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.StorageConfig.VolumeType;
import io.plimsoll.environment.ec2.InstanceType;
import io.plimsoll.environment.ec2.InstanceTypes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;

/**
 * What AWS charges a month of 730 hours for what an environment keeps, with every group at its
 * minimum and at its maximum; what is charged by use is named alone. List prices of us-east-1 as
 * AWS's pages of Amazon EKS, EC2, EBS, VPC, Elastic Load Balancing and KMS have them.
 *
 * @param lines one for each kind of thing
 */
public record MonthlyBill(List<Line> lines) {

    private static final int HOURS = 730;

    private static final long CONTROL_PLANE = 100_000;
    private static final long EXTENDED_SUPPORT = 500_000;
    private static final long NAT_GATEWAY = 45_000;
    private static final long PUBLIC_ADDRESS = 5_000;
    private static final long ENDPOINT_IN_ZONE = 10_000;
    private static final long LOAD_BALANCER = 22_500;

    /** A month. */
    private static final long KEY = 1_000_000;

    private static final long GP3_GIB = 80_000;
    private static final long GP2_GIB = 100_000;

    private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);

    public MonthlyBill {
        lines = List.copyOf(lines);
    }

    /**
     * Micro-USD a month.
     *
     * @param atMin empty where a price is not known
     */
    public record Line(String what, OptionalLong atMin, OptionalLong atMax) {

        private static Line hourly(String what, int count, long microUsd) {
            OptionalLong month = OptionalLong.of(count * microUsd * HOURS);
            return new Line(what, month, month);
        }
    }

    /**
     * @param templates of the environment, as synthesized; of other environments too, if need be
     * @param today decides about extended support
     */
    public static MonthlyBill of(
            Environment environment, List<Template> templates, LocalDate today) {
        List<Line> lines = new ArrayList<>();
        lines.add(nodes(environment.nodeGroups()));
        lines.add(disks(environment.nodeGroups()));
        ClusterConfig cluster = environment.cluster();
        lines.add(Line.hourly("control plane", 1, CONTROL_PLANE));
        if (isInExtendedSupport(cluster, today)) {
            lines.add(
                    Line.hourly(
                            "extended support of " + cluster.kubernetesVersion(),
                            1,
                            EXTENDED_SUPPORT));
        }
        List<Resource> resources =
                templates.stream()
                        .filter(template -> isOf(cluster, template.stack()))
                        .flatMap(template -> template.resources().values().stream())
                        .toList();
        add(lines, "NAT gateways", count(resources, "AWS::EC2::NatGateway"), NAT_GATEWAY);
        add(lines, "their public addresses", count(resources, "AWS::EC2::EIP"), PUBLIC_ADDRESS);
        add(lines, "interface endpoints, by zone", endpoints(resources), ENDPOINT_IN_ZONE);
        if (environment.workloads().kong().image().exposure() != KongConfig.Exposure.CLUSTER) {
            lines.add(Line.hourly("network load balancer", 1, LOAD_BALANCER));
        }
        int keys = count(resources, "AWS::KMS::Key");
        if (keys > 0) {
            OptionalLong month = OptionalLong.of(keys * KEY);
            lines.add(new Line("keys (%d)".formatted(keys), month, month));
        }
        return new MonthlyBill(lines);
    }

    public OptionalLong atMin() {
        return sum(lines.stream().map(Line::atMin).toList());
    }

    public OptionalLong atMax() {
        return sum(lines.stream().map(Line::atMax).toList());
    }

    /**
     * Micro-USD an hour for one node, on demand; of several instance types the dearest counts, and
     * what a Spot instance will cost nobody knows. Empty where a price is not known.
     */
    public static OptionalLong hourly(NodeGroupConfig group) {
        List<OptionalLong> prices =
                group.machine().instanceTypes().stream()
                        .map(name ->
                                InstanceTypes.find(name)
                                        .map(InstanceType::hourlyMicroUsd)
                                        .orElse(OptionalLong.empty()))
                        .toList();
        return prices.stream().allMatch(OptionalLong::isPresent)
                ? prices.stream().mapToLong(OptionalLong::getAsLong).max()
                : OptionalLong.empty();
    }

    /** Empty where one of them is not known. */
    public static OptionalLong sum(List<OptionalLong> prices) {
        return prices.stream().allMatch(OptionalLong::isPresent)
                ? OptionalLong.of(prices.stream().mapToLong(OptionalLong::getAsLong).sum())
                : OptionalLong.empty();
    }

    private static Line nodes(List<NodeGroupConfig> groups) {
        return new Line(
                "nodes (%s)".formatted(range(groups)),
                nodes(groups, group -> group.size().min()),
                nodes(groups, group -> group.size().max()));
    }

    private static OptionalLong nodes(
            List<NodeGroupConfig> groups, ToIntFunction<NodeGroupConfig> size) {
        return sum(
                groups.stream()
                        .map(group -> times(hourly(group), (long) HOURS * size.applyAsInt(group)))
                        .toList());
    }

    private static Line disks(List<NodeGroupConfig> groups) {
        return new Line(
                "their root volumes",
                disks(groups, group -> group.size().min()),
                disks(groups, group -> group.size().max()));
    }

    private static OptionalLong disks(
            List<NodeGroupConfig> groups, ToIntFunction<NodeGroupConfig> size) {
        return sum(
                groups.stream().map(group -> times(disk(group), size.applyAsInt(group))).toList());
    }

    /** I/O operations beyond the baseline, which io1 and io2 always have, are not reckoned. */
    private static OptionalLong disk(NodeGroupConfig group) {
        VolumeType type = group.machine().storage().volume().type();
        long gib =
                group.machine()
                        .disk()
                        .getNumericalAmount()
                        .divide(GIB, RoundingMode.CEILING)
                        .longValue();
        return switch (type) {
            case GP3 -> OptionalLong.of(gib * GP3_GIB);
            case GP2 -> OptionalLong.of(gib * GP2_GIB);
            case IO1, IO2 -> OptionalLong.empty();
        };
    }

    private static OptionalLong times(OptionalLong price, long count) {
        return count == 0
                ? OptionalLong.of(0)
                : price.isEmpty() ? price : OptionalLong.of(price.getAsLong() * count);
    }

    private static String range(List<NodeGroupConfig> groups) {
        int min = groups.stream().mapToInt(group -> group.size().min()).sum();
        int max = groups.stream().mapToInt(group -> group.size().max()).sum();
        return min == max ? Integer.toString(min) : "%d to %d".formatted(min, max);
    }

    /** EKS upgrades a cluster of the other policy instead. */
    private static boolean isInExtendedSupport(ClusterConfig cluster, LocalDate today) {
        return EksVersions.supportOf(cluster.kubernetesVersion())
                        .filter(support -> today.isAfter(support.standardEnd()))
                        .filter(support -> !today.isAfter(support.extendedEnd()))
                        .isPresent()
                && cluster.options()
                        .governance()
                        .lifetime()
                        .upgradePolicy()
                        .filter(policy -> policy == UpgradePolicy.STANDARD)
                        .isEmpty();
    }

    private static boolean isOf(ClusterConfig cluster, String stack) {
        String name = cluster.name().replace('_', '-');
        return stack.matches(
                "(eks-)?\\Q%s\\E-(network|cluster|node-groups|identity|workloads|registry)"
                        .formatted(name));
    }

    private static void add(List<Line> lines, String what, int count, long microUsd) {
        if (count > 0) {
            lines.add(Line.hourly("%s (%d)".formatted(what, count), count, microUsd));
        }
    }

    private static int count(List<Resource> resources, String type) {
        return Math.toIntExact(
                resources.stream().filter(resource -> resource.type().equals(type)).count());
    }

    /** Each costs in each zone that it is in. */
    private static int endpoints(List<Resource> resources) {
        return resources.stream()
                .filter(resource -> resource.type().equals("AWS::EC2::VPCEndpoint"))
                .map(Resource::properties)
                .filter(properties -> "Interface".equals(properties.get("VpcEndpointType")))
                .mapToInt(MonthlyBill::subnets)
                .sum();
    }

    private static int subnets(Map<String, Object> endpoint) {
        return endpoint.get("SubnetIds") instanceof List<?> subnets ? subnets.size() : 1;
    }
}

package io.plimsoll.demo.story;

import io.plimsoll.autoscaler.app.plan.TextTable;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.simulation.World;
import io.plimsoll.autoscaler.simulation.cluster.ClusterView.HpaStatus;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.environment.ec2.NodeLabels;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What {@code kubectl} and {@code aws} would show of a world. */
final class Tables {

    private static final int BAR = 16;
    private static final String TYPE_LABEL = "node.kubernetes.io/instance-type";
    private static final String ZONE_LABEL = "topology.kubernetes.io/zone";

    private final Cast cast;
    private final World world;

    Tables(Cast cast, World world) {
        this.cast = cast;
        this.world = world;
    }

    String all() {
        return "$ kubectl get hpa -n %s%n%s%n%n$ aws autoscaling describe-auto-scaling-groups%n%s%n%n$ kubectl get nodes%n%s"
                .formatted(cast.hpa().key().namespace(), hpa(), groups(), nodes())
                .replace("\r", "");
    }

    private String hpa() {
        HpaStatus status = world.view().hpa(cast.hpa().key());
        String reading =
                status.utilizationPercent().isPresent()
                        ? status.utilizationPercent().getAsInt() + "%"
                        : "<unknown>";
        return columns(
                List.of(
                        List.of(
                                "NAME",
                                "REFERENCE",
                                "TARGETS",
                                "MINPODS",
                                "MAXPODS",
                                "REPLICAS",
                                "AGE"),
                        List.of(
                                cast.hpa().key().name(),
                                "Deployment/" + cast.hpa().target().name(),
                                reading + "/" + status.spec().cpuUtilizationPercent() + "%",
                                Integer.toString(status.spec().range().min()),
                                Integer.toString(status.spec().range().max()),
                                Integer.toString(status.target().pods()),
                                age(world.elapsed()))));
    }

    private String groups() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("AUTOSCALINGGROUPNAME", "MINSIZE", "MAXSIZE", "DESIREDCAPACITY"));
        SortedMap<String, Integer> desired = world.desiredCapacity();
        for (SimulatedNodeGroup group : cast.world().groups()) {
            NodeGroup.Size size = group.size();
            rows.add(
                    List.of(
                            group.name(),
                            Integer.toString(size.min()),
                            Integer.toString(size.max()),
                            Integer.toString(desired.getOrDefault(group.name(), 0))));
        }
        return columns(rows);
    }

    private String nodes() {
        Cluster cluster = world.cluster();
        SortedMap<String, Long> prices = prices();
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of(
                        "NAME",
                        "STATUS",
                        "AGE",
                        "VERSION",
                        "NODE GROUP",
                        "TYPE",
                        "ZONE",
                        "CPU ASKED FOR",
                        "USD/H"));
        for (Node node : cluster.nodes()) {
            String group = label(node, NodeLabels.NODE_GROUP);
            rows.add(
                    List.of(
                            node.name(),
                            status(node),
                            age(Duration.between(created(node), world.now())),
                            "v" + cast.kubernetesVersion(),
                            group,
                            label(node, TYPE_LABEL),
                            label(node, ZONE_LABEL),
                            bar(asked(cluster, node), node.status().allocatable().milliCpu()),
                            price(prices.getOrDefault(group, 0L))));
        }
        return columns(rows);
    }

    private SortedMap<String, Long> prices() {
        SortedMap<String, Long> prices = new TreeMap<>();
        cast.world()
                .groups()
                .forEach(group ->
                        prices.put(
                                group.name(),
                                group.machine().template().price().microUsdPerHour()));
        return prices;
    }

    private static String price(long microUsd) {
        return microUsd == 0
                ? "unknown"
                : BigDecimal.valueOf(microUsd, 6).setScale(4, RoundingMode.HALF_UP).toPlainString();
    }

    private static Instant created(Node node) {
        return node.metadata().creationTime();
    }

    private static String status(Node node) {
        return (node.isReady() ? "Ready" : "NotReady")
                + (node.spec().unschedulable() ? ",SchedulingDisabled" : "");
    }

    private static long asked(Cluster cluster, Node node) {
        return cluster.pods().stream()
                .filter(pod -> pod.spec().nodeName().filter(node.name()::equals).isPresent())
                .filter(pod -> !pod.isTerminal())
                .map(Pod::spec)
                .mapToLong(spec -> spec.requests().milliCpu())
                .sum();
    }

    private static String bar(long part, long whole) {
        int percent = whole == 0 ? 0 : Math.toIntExact(Math.round(100.0 * part / whole));
        int filled = Math.min(BAR, Math.round(BAR * percent / 100f));
        return "█".repeat(filled) + "░".repeat(BAR - filled) + " %3d%%".formatted(percent);
    }

    private static String label(Node node, String key) {
        return node.metadata().labels().getOrDefault(key, "");
    }

    /** As kubectl shortens it. */
    private static String age(Duration age) {
        if (age.toMinutes() < 2) {
            return age.toSeconds() + "s";
        }
        return age.toHours() < 3 ? age.toMinutes() + "m" : age.toHours() + "h";
    }

    private static String columns(List<List<String>> rows) {
        TextTable table = new TextTable(rows.getFirst().toArray(String[]::new));
        rows.stream().skip(1).forEach(row -> table.add(row.toArray(String[]::new)));
        return table.toString().stripTrailing();
    }
}

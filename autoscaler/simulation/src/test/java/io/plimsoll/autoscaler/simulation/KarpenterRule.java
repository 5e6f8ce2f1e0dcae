package io.plimsoll.autoscaler.simulation;

import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.packing.Packing;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.cloud.AutoScalingGroups;
import io.plimsoll.autoscaler.simulation.cluster.SimulatedCluster;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Karpenter's consolidation, as it is documented, in a world of one NodePool whose instance types
 * are the world's groups, all on demand.
 *
 * <p>Source: Karpenter v1 documentation, "Disruption", with the defaults of a NodePool: policy
 * {@code WhenEmptyOrUnderutilized}, {@code consolidateAfter: 0s}, one budget of 10 %, or of another
 * share, rounded up, in which nodes that leave or are not ready any more count. Every 10 s one
 * action, the first of: all empty nodes; the most nodes, of those that cost most for their pods,
 * whose pods have room on the others or on these and one new node for less; one such node. What was
 * found is looked at again after 15 s and then done: the new node first, then the drain within
 * PodDisruptionBudgets, then the end.
 */
final class KarpenterRule {
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final Duration VALIDATION = Duration.ofSeconds(15);
    private static final Duration EVICTION = Duration.ofSeconds(5);
    static final int DEFAULT_BUDGET_PERCENT = 10;
    private static final int MOST_TOGETHER = 100;
    private static final Taint DISRUPTED =
            new Taint("karpenter.sh/disrupted", "", Taint.Effect.NO_SCHEDULE);

    private final List<SimulatedNodeGroup> types;
    private final VirtualClock clock;
    private final SimulatedCluster cluster;
    private final AutoScalingGroups cloud;
    private final int budgetPercent;
    private final Set<String> leaving = new TreeSet<>();
    private final Set<String> initialized = new TreeSet<>();
    private boolean validating;

    KarpenterRule(
            List<SimulatedNodeGroup> types,
            VirtualClock clock,
            SimulatedCluster cluster,
            AutoScalingGroups cloud,
            int budgetPercent) {
        this.types = types.stream().sorted(Comparator.comparingLong(KarpenterRule::price)).toList();
        this.clock = clock;
        this.cluster = cluster;
        this.cloud = cloud;
        this.budgetPercent = budgetPercent;
    }

    /**
     * @param type of the one new node; empty where the others have room
     */
    private record Command(List<String> nodes, Optional<String> type) {}

    void begin() {
        clock.after(
                POLL,
                () -> {
                    pass();
                    begin();
                });
    }

    private void pass() {
        cluster.observe().nodes().stream()
                .filter(Node::isReady)
                .forEach(node -> initialized.add(node.name()));
        leaving.retainAll(cluster.observe().nodes().stream().map(Node::name).toList());
        int allowed = allowed();
        if (validating || allowed <= 0) {
            return;
        }
        List<String> ranked = ranked();
        List<String> empty =
                ranked.stream().filter(node -> pods(node).isEmpty()).limit(allowed).toList();
        Optional<Command> found =
                empty.isEmpty()
                        ? together(ranked, Math.min(allowed, MOST_TOGETHER))
                        : Optional.of(new Command(empty, Optional.empty()));
        found.ifPresent(command -> {
            validating = true;
            clock.after(
                    VALIDATION,
                    () -> {
                        validating = false;
                        if (isStill(command)) {
                            carryOut(command);
                        }
                    });
        });
    }

    private int allowed() {
        List<Node> nodes =
                cluster.observe().nodes().stream()
                        .filter(node -> initialized.contains(node.name()))
                        .toList();
        long disrupted = nodes.stream().filter(node -> !isOpen(node)).count();
        return (nodes.size() * budgetPercent + 99) / 100 - (int) disrupted;
    }

    /** Many at once, then one by one. */
    private Optional<Command> together(List<String> ranked, int most) {
        for (int count = Math.min(most, ranked.size()); count > 1; count--) {
            Optional<Command> found = simulate(ranked.subList(0, count));
            if (found.isPresent()) {
                return found;
            }
        }
        return ranked.stream().flatMap(node -> simulate(List.of(node)).stream()).findFirst();
    }

    private boolean isStill(Command command) {
        return command.nodes().size() <= allowed()
                && simulate(command.nodes())
                        .filter(again -> again.type().equals(command.type()))
                        .isPresent();
    }

    /** Never more of a type than its group can spare: the world has minima, a NodePool none. */
    private List<String> ranked() {
        Map<String, Integer> spare = new HashMap<>();
        types.forEach(type ->
                spare.put(
                        type.name(),
                        cloud.desired().getOrDefault(type.name(), 0) - type.size().min()));
        cluster.observe().nodes().stream()
                .filter(node -> leaving.contains(node.name()))
                .flatMap(node -> type(node).stream())
                .forEach(type -> spare.merge(type.name(), -1, Integer::sum));
        return cluster.observe().nodes().stream()
                .filter(this::isOpen)
                .sorted(
                        Comparator.comparingLong((Node node) -> priceOfAPod(node))
                                .reversed()
                                .thenComparing(Node::name))
                .filter(node ->
                        type(node)
                                .filter(type -> spare.merge(type.name(), -1, Integer::sum) >= 0)
                                .isPresent())
                .map(Node::name)
                .toList();
    }

    private Optional<Command> simulate(List<String> nodes) {
        ClusterSnapshot snapshot = ClusterSnapshot.of(cluster.observe());
        Set<String> closed = new HashSet<>(nodes);
        cluster.observe().nodes().stream()
                .filter(Predicate.not(this::isOpen))
                .forEach(node -> closed.add(node.name()));
        Packing others = Packing.onto(snapshot, closed);
        Stream.concat(snapshot.unbound().stream(), leavingPods()).toList().forEach(others::place);
        List<Pod> left = new ArrayList<>();
        for (String node : nodes) {
            for (Pod pod : pods(node)) {
                Pod free = pod.unbound();
                if (others.place(free).isEmpty()) {
                    left.add(free);
                }
            }
        }
        return left.isEmpty()
                ? Optional.of(new Command(nodes, Optional.empty()))
                : cheapest(left, nodes).map(type -> new Command(nodes, Optional.of(type)));
    }

    private Stream<Pod> leavingPods() {
        return leaving.stream().flatMap(node -> pods(node).stream()).map(Pod::unbound);
    }

    /** The first of the types that costs less than the nodes and takes all of the pods. */
    private Optional<String> cheapest(List<Pod> pods, List<String> instead) {
        long before =
                cluster.observe().nodes().stream()
                        .filter(node -> instead.contains(node.name()))
                        .flatMap(node -> type(node).stream())
                        .mapToLong(KarpenterRule::price)
                        .sum();
        return types.stream()
                .filter(type -> price(type) < before)
                .filter(type -> cloud.desired().getOrDefault(type.name(), 0) < type.size().max())
                .filter(type -> takes(type, pods))
                .map(SimulatedNodeGroup::name)
                .findFirst();
    }

    private boolean takes(SimulatedNodeGroup type, List<Pod> pods) {
        ClusterSnapshot snapshot = ClusterSnapshot.of(cluster.observe());
        snapshot.addNode(newNode(type), List.of());
        Set<String> closed = new HashSet<>(snapshot.nodeNames());
        closed.remove(newNode(type).name());
        Packing packing = Packing.onto(snapshot, closed);
        return pods.stream().allMatch(pod -> packing.place(pod).isPresent());
    }

    private static Node newNode(SimulatedNodeGroup type) {
        Node template = type.machine().template().node();
        SortedMap<String, String> labels = new TreeMap<>(template.metadata().labels());
        labels.put("kubernetes.io/hostname", "new");
        return new Node(
                "new",
                new Metadata("", labels, new TreeMap<>(), Instant.EPOCH, Optional.empty()),
                template.spec(),
                template.status());
    }

    private void carryOut(Command command) {
        for (Node node : cluster.observe().nodes()) {
            if (command.nodes().contains(node.name())) {
                cluster.edit(node, NodeEdit.put(DISRUPTED));
                leaving.add(node.name());
            }
        }
        if (command.type().isEmpty()) {
            command.nodes().forEach(this::drain);
            return;
        }
        String type = command.type().get();
        List<String> before = instances(type);
        cloud.resize(type, cloud.desired().getOrDefault(type, 0) + 1);
        whenReady(type, before, () -> command.nodes().forEach(this::drain));
    }

    private void whenReady(String type, List<String> before, Runnable then) {
        boolean ready =
                cluster.observe().nodes().stream()
                        .filter(this::isOpen)
                        .map(node -> node.spec().providerId())
                        .anyMatch(id -> instances(type).contains(id) && !before.contains(id));
        clock.after(EVICTION, ready ? then : () -> whenReady(type, before, then));
    }

    private void drain(String name) {
        List<Pod> pods = pods(name);
        for (Pod pod : pods) {
            if (pod.metadata().deletionTime().isEmpty()) {
                cluster.evict(
                        pod.key(),
                        pod.metadata().uid(),
                        pod.spec().policy().terminationGracePeriod());
            }
        }
        if (pods.isEmpty()) {
            end(name);
        } else {
            clock.after(EVICTION, () -> drain(name));
        }
    }

    private void end(String name) {
        cluster.observe().nodes().stream()
                .filter(node -> node.name().equals(name))
                .forEach(node -> {
                    for (NodeGroup group : cloud.nodeGroups()) {
                        group.instances().stream()
                                .filter(each -> each.providerId().equals(node.spec().providerId()))
                                .filter(Invariants::isLive)
                                .forEach(each -> cloud.terminate(group.name(), each));
                    }
                });
    }

    private List<String> instances(String type) {
        return cloud.nodeGroups().stream()
                .filter(group -> group.name().equals(type))
                .flatMap(group -> group.instances().stream())
                .filter(Invariants::isLive)
                .map(Instance::providerId)
                .toList();
    }

    private List<Pod> pods(String node) {
        return cluster.podsOn(node).stream()
                .filter(pod -> !pod.isDaemon() && !pod.isTerminal())
                .toList();
    }

    private boolean isOpen(Node node) {
        return node.isReady() && !leaving.contains(node.name());
    }

    /** The node itself is as much trouble as a pod. */
    private long priceOfAPod(Node node) {
        return type(node).map(KarpenterRule::price).orElse(0L) / (1 + pods(node.name()).size());
    }

    private Optional<SimulatedNodeGroup> type(Node node) {
        return types.stream()
                .filter(type -> instances(type.name()).contains(node.spec().providerId()))
                .findFirst();
    }

    private static long price(SimulatedNodeGroup type) {
        return type.machine().template().price().microUsdPerHour();
    }
}

package io.plimsoll.autoscaler.simulation;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.DisruptionBudget;
import io.plimsoll.autoscaler.decision.model.DisruptionBudget.Reason;
import io.plimsoll.autoscaler.decision.model.Interruption;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodVolume;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.cloud.AutoScalingGroups;
import io.plimsoll.autoscaler.simulation.cluster.SimulatedCluster;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.autoscaler.simulation.spec.PdbSpec;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What holds in every world at every moment. Reckoned from the specification and from what the
 * world really is, not from what the autoscaler saw of it nor with the code that is under test;
 * only the question whether a pod fits on a node is asked of the scheduling code.
 */
final class Invariants {
    static final String TO_BE_DELETED = "ToBeDeletedByClusterAutoscaler";
    private static final String REPLACED = "consolidation.plimsoll.io/replaced";

    /** {@code --max-node-group-backoff-duration} by default. */
    static final Duration LONGEST_BACKOFF = Duration.ofMinutes(30);

    /** Wall clocks are set wrong by as much. */
    private static final Duration CLOCK_ERROR = Duration.ofMinutes(10);

    private static final String SAFE_TO_EVICT = "cluster-autoscaler.kubernetes.io/safe-to-evict";
    private static final String SAFE_VOLUMES =
            "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes";

    private final WorldSpec spec;
    private final VirtualClock clock;
    private final SimulatedCluster cluster;
    private final AutoScalingGroups cloud;
    private final Troubles troubles;
    private long repairs;
    private Instant lastLaunchFailure = Instant.EPOCH;
    private final List<Violation> violations = new ArrayList<>();

    Invariants(
            WorldSpec spec,
            VirtualClock clock,
            SimulatedCluster cluster,
            AutoScalingGroups cloud,
            Troubles troubles) {
        this.spec = spec;
        this.clock = clock;
        this.cluster = cluster;
        this.cloud = cloud;
        this.troubles = troubles;
    }

    /** What is wrong with machines and nodes. */
    record Troubles(Duds duds, Ailments ailments) {}

    /** How many nodes were marked as broken. */
    long repairs() {
        return repairs;
    }

    Instant lastLaunchFailure() {
        return lastLaunchFailure;
    }

    enum Rule {
        NO_NODE_ENDS_UNDRAINED,
        NO_TARGET_FALLS_BELOW_WHAT_ANOTHER_ASKED_FOR,
        NOTHING_IS_ORDERED_TWICE,
        NO_POD_WAITS_IN_VAIN,
        NO_EVICTION_AGAINST_A_BUDGET,
        NO_MORE_LEAVE_THAN_A_GROUP_ALLOWS,
        NO_MORE_ARE_REPAIRED_THAN_A_FIFTH,
        NOTHING_IS_REPAIRED_THAT_IS_WELL,
        NO_UNMOVABLE_POD_IS_EVICTED,
        NO_MARK_IS_LEFT,
        SIZES_STAY_IN_BOUNDS,
        NO_LOOP_BREAKS_BY_ITSELF,
        COMES_TO_REST
    }

    /**
     * @param elapsed since the world's start
     */
    record Violation(long seed, Duration elapsed, Rule rule, String what) {
        @Override
        public String toString() {
            return "seed %d after %s: %s: %s".formatted(seed, elapsed, rule, what);
        }
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** The first of each rule; what comes after may be its consequence. */
    void violated(Rule rule, String what) {
        if (violations.stream().noneMatch(known -> known.rule() == rule)) {
            Duration elapsed = Duration.between(spec.settings().start(), clock.instant());
            violations.add(new Violation(spec.seed(), elapsed, rule, what));
        }
    }

    /**
     * The autoscaler changed a group's size.
     *
     * @param before the group before that
     * @param seen the target that the decision saw
     * @param sees whether all that the decision saw is what there is
     */
    void resized(NodeGroup before, int seen, int size, boolean sees) {
        int target = before.size().target();
        String change = "%s from %d to %d".formatted(before.name(), target, size);
        if (size < target && target != seen) {
            violated(
                    Rule.NO_TARGET_FALLS_BELOW_WHAT_ANOTHER_ASKED_FOR,
                    "%s, seen as %d".formatted(change, seen));
        }
        long live = before.instances().stream().filter(Invariants::isLive).count();
        if (size < target && size < live) {
            violated(Rule.NO_NODE_ENDS_UNDRAINED, "%s with %d instances".formatted(change, live));
        }
        boolean failsToLaunch = lastLaunchFailure.plus(LONGEST_BACKOFF).isAfter(clock.instant());
        if (size > target && sees && !failsToLaunch && target >= before.size().min()) {
            need(before)
                    .servedAlready()
                    .ifPresent(pods ->
                            violated(
                                    Rule.NOTHING_IS_ORDERED_TWICE,
                                    "%s for %s".formatted(change, pods)));
        }
    }

    /**
     * The autoscaler ended an instance.
     *
     * @param before its group before that
     */
    void ended(NodeGroup before, String id) {
        before.instances().stream()
                .filter(instance -> instance.id().equals(id) && isLive(instance))
                .flatMap(instance -> node(instance).stream())
                .forEach(this::isDrained);
    }

    /**
     * The autoscaler edited a node.
     *
     * @param sees whether all that the decision saw is what there is
     */
    void marked(Node node, NodeEdit edit, boolean sees) {
        for (Taint taint : edit.put()) {
            if (taint.key().equals(TO_BE_DELETED) || taint.key().equals(REPLACED)) {
                leavesWithinBudgets(node, sees);
            }
            if (isRepair(taint) && Interruption.of(node).isEmpty()) {
                isRepaired(node, sees);
            }
        }
    }

    /** By choice, and so far as marks tell; a share is of what the decision took for nodes. */
    private void leavesWithinBudgets(Node marked, boolean sees) {
        for (SimulatedNodeGroup group : spec.groups()) {
            List<Node> nodes = nodes(group.name());
            int leaving =
                    (int)
                            nodes.stream()
                                    .filter(node ->
                                            node.taint(TO_BE_DELETED).isPresent()
                                                    || node.taint(REPLACED).isPresent())
                                    .count();
            group.options()
                    .upkeep()
                    .budgets()
                    .filter(_ -> nodes.stream().anyMatch(node -> node.name().equals(marked.name())))
                    .map(budgets ->
                            mostByAnyClock(budgets, sees ? nodes.size() : group.size().max()))
                    .filter(most -> leaving > most)
                    .ifPresent(most ->
                            violated(
                                    Rule.NO_MORE_LEAVE_THAN_A_GROUP_ALLOWS,
                                    "%d of %s with %s, where %d may"
                                            .formatted(
                                                    leaving, group.name(), marked.name(), most)));
        }
    }

    private int mostByAnyClock(List<DisruptionBudget> budgets, int nodes) {
        return Stream.of(CLOCK_ERROR.negated(), Duration.ZERO, CLOCK_ERROR)
                .flatMap(error ->
                        DisruptionBudget.tightest(
                                budgets, Reason.UNDERUTILIZED, nodes, clock.instant().plus(error))
                                .stream())
                .mapToInt(budget -> budget.most().of(nodes))
                .max()
                .orElse(Integer.MAX_VALUE);
    }

    private void isRepaired(Node marked, boolean sees) {
        repairs++;
        if (sees && (troubles.ailments().isSilent() || !troubles.ailments().ails(marked.name()))) {
            violated(
                    Rule.NOTHING_IS_REPAIRED_THAT_IS_WELL,
                    marked.name() + " with " + marked.status().conditions());
        }
        for (SimulatedNodeGroup group : spec.groups()) {
            List<Node> nodes = nodes(group.name());
            long repaired =
                    nodes.stream()
                            .filter(node -> node.spec().taints().stream().anyMatch(this::isRepair))
                            .count();
            boolean isIts = nodes.stream().anyMatch(node -> node.name().equals(marked.name()));
            if (isIts && sees && repaired > (nodes.size() + 4) / 5) {
                violated(
                        Rule.NO_MORE_ARE_REPAIRED_THAN_A_FIFTH,
                        "%d of %d of %s".formatted(repaired, nodes.size(), group.name()));
            }
        }
    }

    private boolean isRepair(Taint taint) {
        return taint.key().equals(Interruption.TAINT) && taint.value().startsWith("repair.");
    }

    /** Whose machines are not ending. */
    private List<Node> nodes(String group) {
        List<String> machines =
                cloud.nodeGroups().stream()
                        .filter(found -> found.name().equals(group))
                        .flatMap(found -> found.instances().stream())
                        .filter(Invariants::isLive)
                        .map(Instance::providerId)
                        .toList();
        return cluster.observe().nodes().stream()
                .filter(node -> machines.contains(node.spec().providerId()))
                .toList();
    }

    /** So long a broken node is drained: {@code --max-graceful-termination-sec}. */
    private boolean isGivenUp(Node node) {
        return Interruption.of(node)
                .filter(mark -> mark.kind() == Interruption.Kind.REPAIR)
                .filter(mark -> !clock.instant().isBefore(mark.by().minus(CLOCK_ERROR)))
                .isPresent();
    }

    private void isDrained(Node node) {
        if (node.taint(TO_BE_DELETED).isEmpty() && Interruption.of(node).isEmpty()) {
            violated(Rule.NO_NODE_ENDS_UNDRAINED, node.name() + " was not marked");
        }
        List<ObjectKey> pods =
                cluster.observe().pods().stream()
                        .filter(pod ->
                                pod.spec().nodeName().filter(node.name()::equals).isPresent())
                        .filter(pod -> !pod.isDaemon() && !pod.isTerminal())
                        .map(Pod::key)
                        .toList();
        if (!pods.isEmpty() && !isGivenUp(node)) {
            violated(Rule.NO_NODE_ENDS_UNDRAINED, node.name() + " with " + pods);
        }
    }

    /** The autoscaler is about to ask for an eviction. */
    void beforeEviction(ObjectKey key, String uid) {
        cluster.observe().pods().stream()
                .filter(pod -> pod.key().equals(key) && pod.metadata().uid().equals(uid))
                .filter(Invariants::isUnmovable)
                .filter(pod -> !losesItsMachine(pod))
                .forEach(pod -> violated(Rule.NO_UNMOVABLE_POD_IS_EVICTED, key.toString()));
    }

    /** Or has lost it already: to be asked to go is better than not to be asked. */
    private boolean losesItsMachine(Pod pod) {
        List<Node> nodes =
                cluster.observe().nodes().stream()
                        .filter(node ->
                                pod.spec().nodeName().filter(node.name()::equals).isPresent())
                        .toList();
        return nodes.isEmpty()
                || Interruption.of(nodes.getFirst())
                        .filter(mark ->
                                mark.kind() == Interruption.Kind.SPOT
                                        || mark.kind() == Interruption.Kind.REPAIR)
                        .isPresent();
    }

    /** Called while an evicted pod is still whole. */
    void heard(WorldEvent event) {
        if (event instanceof WorldEvent.Evicted evicted) {
            allowsEviction(evicted.pod());
        }
        if (event instanceof WorldEvent.LaunchFailed) {
            lastLaunchFailure = event.time();
        }
    }

    private void allowsEviction(ObjectKey key) {
        Cluster now = cluster.observe();
        for (Pod pod : now.pods()) {
            // As canIgnorePDB of the API server: what never ran is no disruption.
            boolean isProtected = pod.status().phase() != Pod.Phase.PENDING && !pod.isTerminal();
            if (!pod.key().equals(key) || !isProtected) {
                continue;
            }
            for (PdbSpec budget : spec.workloads().budgets()) {
                BudgetArithmetic arithmetic = new BudgetArithmetic(budget, now);
                if (arithmetic.selects(pod)
                        && arithmetic.healthyWithout(pod) < arithmetic.mustStay()) {
                    violated(Rule.NO_EVICTION_AGAINST_A_BUDGET, key + " and " + budget.key());
                }
            }
        }
    }

    /** At every moment. */
    void checkSizes() {
        for (SimulatedNodeGroup group : spec.groups()) {
            int desired = cloud.desired().getOrDefault(group.name(), -1);
            if (desired < group.size().min() || desired > group.size().max()) {
                violated(Rule.SIZES_STAY_IN_BOUNDS, group.name() + " wants " + desired);
            }
        }
    }

    /**
     * A pod that a new node would help gets one.
     *
     * @param patience how long it may have waited
     */
    void nobodyWaitsInVain(Duration patience) {
        Instant before = clock.instant().minus(patience);
        List<Pod> overdue =
                cluster.observe().pods().stream()
                        .filter(Pod::isUnschedulable)
                        .filter(pod ->
                                pod.status()
                                        .scheduled()
                                        .filter(said -> said.since().isBefore(before))
                                        .isPresent())
                        .toList();
        if (!overdue.isEmpty()) {
            need().helpFor(overdue).ifPresent(help -> violated(Rule.NO_POD_WAITS_IN_VAIN, help));
        }
    }

    /** Long after the last trouble: whatever was begun is ended or undone. */
    void nothingIsLeft() {
        for (Node node : cluster.observe().nodes()) {
            if (node.taint(TO_BE_DELETED).isPresent()
                    || node.taint(REPLACED).isPresent()
                    || node.taint(Interruption.TAINT).isPresent()
                    || node.spec().unschedulable()) {
                violated(Rule.NO_MARK_IS_LEFT, node.name() + " " + node.spec());
            }
        }
    }

    private Need need() {
        return new Need(cluster.observe(), cloud.nodeGroups(), troubles.duds().ids());
    }

    /**
     * @param before a group as it was before the write that is looked at
     */
    private Need need(NodeGroup before) {
        List<NodeGroup> groups =
                cloud.nodeGroups().stream()
                        .map(group -> group.name().equals(before.name()) ? before : group)
                        .toList();
        return new Need(cluster.observe(), groups, troubles.duds().ids());
    }

    private Optional<Node> node(Instance instance) {
        return cluster.observe().nodes().stream()
                .filter(node -> node.spec().providerId().equals(instance.providerId()))
                .findFirst();
    }

    static boolean isLive(Instance instance) {
        return instance.lifecycle() != Lifecycle.TERMINATING;
    }

    private static boolean isUnmovable(Pod pod) {
        boolean saysSo = "true".equals(pod.metadata().annotations().get(SAFE_TO_EVICT));
        if (pod.isDaemon() || pod.isTerminal() || saysSo) {
            return false;
        }
        List<String> safe =
                List.of(pod.metadata().annotations().getOrDefault(SAFE_VOLUMES, "").split(","));
        boolean holdsData =
                pod.spec().constraints().volumes().stream()
                        .filter(PodVolume.Local.class::isInstance)
                        .anyMatch(volume -> !safe.contains(volume.name()));
        return holdsData
                || pod.controller().isEmpty()
                || "false".equals(pod.metadata().annotations().get(SAFE_TO_EVICT));
    }
}

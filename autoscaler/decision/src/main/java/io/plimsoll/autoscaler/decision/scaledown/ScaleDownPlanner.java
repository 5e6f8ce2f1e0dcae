package io.plimsoll.autoscaler.decision.scaledown;

import io.plimsoll.autoscaler.decision.answer.Action.NodeDeletion;
import io.plimsoll.autoscaler.decision.answer.BlockingReason;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict.BlockingPod;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict.Unremovable;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.ClusterView.Unreadable;
import io.plimsoll.autoscaler.decision.model.Fraction;
import io.plimsoll.autoscaler.decision.model.MachineSize;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Parallelism;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Range;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.scaledown.Eligibility.Verdict.Eligible;
import io.plimsoll.autoscaler.decision.scaledown.Eligibility.Verdict.Ineligible;
import io.plimsoll.autoscaler.decision.scaledown.drainability.DrainFacts;
import io.plimsoll.autoscaler.decision.scaledown.drainability.LongTerminating;
import io.plimsoll.autoscaler.decision.scaledown.drainability.RemainingBudgets;
import io.plimsoll.autoscaler.decision.scaledown.drainability.WorkloadIndex;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds nodes that the others can do without, and of them those that were unneeded long enough to
 * go now. Empty nodes first, then those that were unneeded before, then by name.
 */
public final class ScaleDownPlanner {

    private final ClusterState state;
    private final AutoscalingOptions options;
    private final History history;
    private final Instant now;
    private final SortedMap<String, NodeVerdict> verdicts = new TreeMap<>();

    public ScaleDownPlanner(
            ClusterState state, AutoscalingOptions options, History history, Instant now) {
        this.state = state;
        this.options = options;
        this.history = history;
        this.now = now;
    }

    /**
     * @param snapshot with upcoming nodes, and pending pods on the nodes where they fit
     * @param present all nodes of the snapshot
     * @param mayDelete false when this loop only looks
     */
    public ScaleDownPlan plan(
            Cluster cluster, ClusterSnapshot snapshot, List<Node> present, boolean mayDelete) {
        List<Eligible> candidates = candidates(cluster, snapshot);
        List<UnneededNode> unneeded = simulate(candidates, cluster, snapshot);
        boolean wait =
                !mayDelete
                        || Cooldowns.isActive(
                                history.cooldown(), options.scaleDown().patience().delays(), now);
        List<NodeDeletion> deletions = choose(unneeded, present, wait);
        unreadable(cluster, state).forEach(verdict -> verdicts.put(verdict.node(), verdict));
        return new ScaleDownPlan(List.copyOf(verdicts.values()), deletions);
    }

    /** Nobody looks at the nodes in this loop. */
    public static ScaleDownPlan notLooking(
            Cluster cluster, ClusterState state, UnremovableReason reason) {
        List<NodeVerdict> all = new ArrayList<>();
        for (Node node : cluster.nodes()) {
            all.add(
                    new Unremovable(
                            node.name(),
                            state.groupOf(node).map(NodeGroup::name),
                            OptionalInt.empty(),
                            reason,
                            Optional.empty()));
        }
        all.addAll(unreadable(cluster, state));
        return new ScaleDownPlan(all, List.of());
    }

    private static List<NodeVerdict> unreadable(Cluster cluster, ClusterState state) {
        return cluster.view().unreadableNodes().stream()
                .map((Unreadable node) ->
                        (NodeVerdict)
                                new Unremovable(
                                        node.key().name(),
                                        node.holds()
                                                .providerId()
                                                .flatMap(state::groupOf)
                                                .map(NodeGroup::name),
                                        OptionalInt.empty(),
                                        UnremovableReason.UNREADABLE,
                                        Optional.empty()))
                .toList();
    }

    private List<Eligible> candidates(Cluster cluster, ClusterSnapshot snapshot) {
        Eligibility eligibility =
                new Eligibility(state, options.scaleDown(), history.deletions().keySet(), now);
        List<Eligible> eligible = new ArrayList<>();
        SortedMap<String, ObjectKey> unreadable = cluster.view().unreadablePods();
        for (Node node : cluster.nodes()) {
            ObjectKey pod = unreadable.get(node.name());
            if (pod != null) {
                BlockingPod blocking = new BlockingPod(pod, BlockingReason.UNREADABLE);
                UnremovableReason reason = UnremovableReason.BLOCKED_BY_POD;
                keep(node, Optional.empty(), reason, Optional.of(blocking));
                continue;
            }
            List<Pod> pods = state.isStandIn(node) ? List.of() : snapshot.podsOn(node.name());
            switch (eligibility.check(node, pods)) {
                case Eligible candidate -> eligible.add(candidate);
                case Ineligible(var reason, var utilization) ->
                        keep(node, utilization, reason, Optional.empty());
            }
        }
        eligible.sort(
                Comparator.comparing((Eligible candidate) -> !isEmpty(candidate, snapshot))
                        .thenComparing(candidate ->
                                !history.unneededSince().containsKey(candidate.node().name()))
                        .thenComparing(candidate -> candidate.node().name()));
        return eligible;
    }

    private boolean isEmpty(Eligible candidate, ClusterSnapshot snapshot) {
        return snapshot.podsOn(candidate.node().name()).stream()
                .allMatch(
                        pod -> pod.isDaemon() || pod.isMirror() || LongTerminating.test(pod, now));
    }

    private void keep(
            Node node,
            Optional<Fraction> utilization,
            UnremovableReason reason,
            Optional<NodeVerdict.BlockingPod> blockedBy) {
        OptionalInt permille =
                utilization
                        .map(used -> OptionalInt.of(used.permille()))
                        .orElse(OptionalInt.empty());
        verdicts.put(
                node.name(),
                new Unremovable(
                        node.name(),
                        state.groupOf(node).map(NodeGroup::name),
                        permille,
                        reason,
                        blockedBy));
    }

    private List<UnneededNode> simulate(
            List<Eligible> candidates, Cluster cluster, ClusterSnapshot snapshot) {
        DrainFacts facts =
                new DrainFacts(
                        options.scaleDown().drain(),
                        new WorkloadIndex(cluster.controllers().workloads()),
                        new RemainingBudgets(cluster.controllers().budgets()),
                        now);
        RemovalSimulation simulation =
                new RemovalSimulation(snapshot, facts, destinations(cluster)::contains);
        List<UnneededNode> unneeded = new ArrayList<>();
        snapshot.fork();
        for (Eligible candidate : candidates) {
            Node node = candidate.node();
            Optional<Fraction> utilization = Optional.of(candidate.utilization());
            if (unneeded.size() >= enough()) {
                keep(node, utilization, UnremovableReason.NOT_EVALUATED, Optional.empty());
                continue;
            }
            switch (simulation.remove(node.name())) {
                case RemovalSimulation.Outcome.Removable removable ->
                        unneeded.add(new UnneededNode(candidate, removable, since(node)));
                case RemovalSimulation.Outcome.Unremovable(var reason, var blockedBy) ->
                        keep(node, utilization, reason, blockedBy);
            }
        }
        snapshot.revert();
        return unneeded;
    }

    private Set<String> destinations(Cluster cluster) {
        Set<String> destinations = new HashSet<>();
        Set<String> unclear = cluster.view().unreadablePods().keySet();
        for (Node node : cluster.nodes()) {
            if (!unclear.contains(node.name())
                    && !state.isStandIn(node)
                    && !state.isEnding(node)
                    && !node.spec().unschedulable()
                    && !history.deletions().containsKey(node.name())) {
                destinations.add(node.name());
            }
        }
        return destinations;
    }

    private Instant since(Node node) {
        Instant before = history.unneededSince().get(node.name());
        return before == null ? now : before;
    }

    /** More unneeded nodes than these could not be removed before the next ones are found. */
    private int enough() {
        Parallelism parallelism = options.scaleDown().parallelism();
        Duration interval = parallelism.scanInterval();
        Duration unneededTime = options.scaleDown().patience().unneededTime();
        long loops = interval.isPositive() ? unneededTime.dividedBy(interval) : 0;
        long perLoop = parallelism.total();
        return (int)
                Math.min(
                        history.unneededSince().size() + 2 * perLoop,
                        perLoop * Math.max(1, loops) + perLoop);
    }

    private List<NodeDeletion> choose(
            List<UnneededNode> unneeded, List<Node> present, boolean wait) {
        RemovalGate gate =
                new RemovalGate(
                        state,
                        options.scaleDown().patience(),
                        leaving(present),
                        spare(present),
                        now);
        RemovalBudget budget = new RemovalBudget(options.scaleDown().parallelism(), history);
        List<NodeDeletion> deletions = new ArrayList<>();
        List<UnneededNode> inOrder = new ArrayList<>(unneeded);
        inOrder.sort(
                Comparator.comparing((UnneededNode node) -> !node.isEmpty())
                        .thenComparing(node -> node.removal().risky()));
        for (UnneededNode node : inOrder) {
            Optional<UnremovableReason> heldBack =
                    gate.holdBack(node.candidate().node(), node.group(), node.since());
            if (heldBack.isEmpty() && wait) {
                heldBack = Optional.of(UnremovableReason.SCALE_DOWN_IN_COOLDOWN);
            } else if (heldBack.isEmpty() && !budget.take(node.isEmpty())) {
                heldBack = Optional.of(UnremovableReason.PARALLELISM_REACHED);
            }
            verdicts.put(node.name(), node.verdict(heldBack));
            if (heldBack.isEmpty()) {
                deletions.add(node.deletion(now));
            }
        }
        return deletions;
    }

    /** A machine that the cloud is ending is off its group's target already. */
    private Map<String, Integer> leaving(List<Node> present) {
        Set<String> ending = new HashSet<>();
        present.stream().filter(state::isEnding).forEach(node -> ending.add(node.name()));
        Map<String, Integer> leaving = new HashMap<>();
        history.deletions()
                .forEach((node, deletion) -> {
                    if (!ending.contains(node)) {
                        leaving.merge(deletion.nodeGroup(), 1, Integer::sum);
                    }
                });
        return leaving;
    }

    private MachineSize spare(List<Node> present) {
        MachineSize total = MachineSize.NONE;
        for (Node node : present) {
            if (!state.isEnding(node) && !TransientTaints.isBeingDeleted(node, now)) {
                total = total.plus(MachineSize.of(node));
            }
        }
        Range cores = options.limits().cores();
        Range memory = options.limits().memoryGib();
        return total.minus(MachineSize.ofLimit(cores.min(), memory.min())).orZero();
    }
}

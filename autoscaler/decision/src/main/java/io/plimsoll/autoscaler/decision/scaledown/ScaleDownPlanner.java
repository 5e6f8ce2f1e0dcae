package io.plimsoll.autoscaler.decision.scaledown;

import io.plimsoll.autoscaler.decision.answer.Action.NodeRemoval;
import io.plimsoll.autoscaler.decision.answer.BlockingReason;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict.BlockingPod;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict.Unremovable;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.clusterstate.Standing;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.ClusterView.Unreadable;
import io.plimsoll.autoscaler.decision.model.MachineSize;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Delays;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.scaledown.Eligibility.Verdict.Eligible;
import io.plimsoll.autoscaler.decision.scaledown.Eligibility.Verdict.Ineligible;
import io.plimsoll.autoscaler.decision.scaledown.drainability.DrainFacts;
import io.plimsoll.autoscaler.decision.scaledown.drainability.RemainingBudgets;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
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
    private final NodeMemory memory;

    /**
     * @param memory of the snapshot that is planned on
     */
    public ScaleDownPlanner(
            ClusterState state,
            AutoscalingOptions options,
            History history,
            Instant now,
            NodeMemory memory) {
        this.state = state;
        this.options = options;
        this.history = history;
        this.now = now;
        this.memory = memory;
    }

    /**
     * @param index of the node in the cluster
     */
    private record Candidate(int index, Eligible eligible) {
        String name() {
            return eligible.node().name();
        }
    }

    /**
     * Where pods of the nodes may go.
     *
     * @param snapshot with upcoming nodes, and pending pods on the nodes where they fit
     * @param upcoming those of its nodes that were ordered
     * @param closed names of those that take no pods
     */
    public record Surroundings(ClusterSnapshot snapshot, List<Node> upcoming, Set<String> closed) {

        /** Pods are not moved to nodes that are not there yet. */
        private Set<String> noDestinations() {
            Set<String> names = new HashSet<>(closed);
            upcoming.forEach(node -> names.add(node.name()));
            return names;
        }
    }

    /**
     * Every node gets a verdict, however few may go at once: the limits hold back removals, not
     * knowledge.
     *
     * @param surroundings of the nodes
     * @param mayDelete false when this loop only looks
     */
    public ScaleDownPlan plan(Cluster cluster, Surroundings surroundings, boolean mayDelete) {
        NodeVerdict[] verdicts = new NodeVerdict[cluster.nodes().size()];
        Set<String> marked = ReplacedNodes.marked(cluster, options.scaleDown().consolidation());
        ReplacedNodes replaced = ReplacedNodes.NONE;
        Optional<RemovalSimulation> simulation = Optional.empty();
        if (!marked.isEmpty()) {
            RemovalSimulation begun = simulation(cluster, surroundings, marked);
            simulation = Optional.of(begun);
            replaced = replaced(cluster, surroundings, marked, begun);
        }
        List<Candidate> candidates = candidates(cluster, replaced, verdicts);
        List<UnneededNode> unneeded =
                candidates.isEmpty()
                        ? List.of()
                        : simulate(
                                candidates,
                                simulation.orElseGet(
                                        () -> simulation(cluster, surroundings, marked)),
                                verdicts);
        List<NodeRemoval> removals = List.of();
        if (!unneeded.isEmpty() || !replaced.isEmpty()) {
            MachineSize spare =
                    SpareCapacity.of(cluster, surroundings.upcoming(), state, options, now);
            removals = choose(unneeded, replaced, spare, mayDelete, verdicts);
        }
        return new ScaleDownPlan(withUnreadable(List.of(verdicts), cluster, state), removals);
    }

    private RemovalSimulation simulation(
            Cluster cluster, Surroundings surroundings, Set<String> marked) {
        Set<String> closed = surroundings.noDestinations();
        closed.addAll(marked);
        return new RemovalSimulation(surroundings.snapshot(), facts(cluster), closed);
    }

    private DrainFacts facts(Cluster cluster) {
        return new DrainFacts(
                options.scaleDown().drain(),
                memory.owners(cluster.controllers().workloads()),
                new RemainingBudgets(cluster.controllers().budgets()),
                now);
    }

    private ReplacedNodes replaced(
            Cluster cluster,
            Surroundings surroundings,
            Set<String> marked,
            RemovalSimulation onReady) {
        Eligibility eligibility = eligibility();
        List<ReplacedNodes.Marked> nodes = new ArrayList<>();
        for (int index = 0; index < cluster.nodes().size(); index++) {
            Node node = cluster.nodes().get(index);
            if (!marked.contains(node.name())
                    || cluster.view().unreadablePods().containsKey(node.name())
                    || (surroundings.snapshot().hasNode(node.name())
                            && DoNotDisrupt.holds(
                                    node, surroundings.snapshot().podsOn(node.name())))) {
                continue;
            }
            int place = index;
            if (eligibility.checkWhateverItsUse(
                            node, state.standing(index), rule -> memory.use(place, rule))
                    instanceof Eligible eligible) {
                nodes.add(new ReplacedNodes.Marked(index, eligible));
            }
        }
        Set<String> closed = new HashSet<>(surroundings.closed());
        closed.addAll(marked);
        return ReplacedNodes.of(
                nodes,
                onReady,
                () ->
                        new ReplacedNodes.Soon(
                                surroundings.snapshot(),
                                new RemovalSimulation(
                                        surroundings.snapshot(), facts(cluster), closed)),
                new ReplacedNodes.Patience(
                        options.health().maxNodeProvisionTime(),
                        history.cooldown().lastFailedRemoval(),
                        now));
    }

    private Eligibility eligibility() {
        return new Eligibility(state, options.scaleDown(), history.removals().keySet(), now);
    }

    /** Nobody looks at the nodes in this loop. */
    public static ScaleDownPlan notLooking(
            Cluster cluster, ClusterState state, NodeMemory memory, UnremovableReason reason) {
        List<NodeVerdict> all = new ArrayList<>();
        for (int index = 0; index < cluster.nodes().size(); index++) {
            all.add(memory.verdict(index, state.standing(index), Optional.empty(), reason));
        }
        return new ScaleDownPlan(withUnreadable(all, cluster, state), List.of());
    }

    /** Nodes that could not be understood stay, and are told of among the others. */
    private static List<NodeVerdict> withUnreadable(
            List<NodeVerdict> readable, Cluster cluster, ClusterState state) {
        List<Unreadable> unreadable = cluster.view().unreadableNodes();
        if (unreadable.isEmpty()) {
            return readable;
        }
        SortedMap<String, NodeVerdict> all = new TreeMap<>();
        readable.forEach(verdict -> all.put(verdict.node(), verdict));
        for (Unreadable node : unreadable) {
            all.put(
                    node.key().name(),
                    new Unremovable(
                            node.key().name(),
                            node.holds().providerId().flatMap(state::groupOf).map(NodeGroup::name),
                            OptionalInt.empty(),
                            UnremovableReason.UNREADABLE,
                            Optional.empty()));
        }
        return List.copyOf(all.values());
    }

    private List<Candidate> candidates(
            Cluster cluster, ReplacedNodes replaced, NodeVerdict[] verdicts) {
        Eligibility eligibility = eligibility();
        SortedMap<String, ObjectKey> unreadable = cluster.view().unreadablePods();
        List<Candidate> eligible = new ArrayList<>();
        for (int index = 0; index < verdicts.length; index++) {
            if (replaced.has(index)) {
                continue;
            }
            Node node = cluster.nodes().get(index);
            Standing standing = state.standing(index);
            ObjectKey unread = unreadable.get(node.name());
            if (unread != null) {
                verdicts[index] = unclear(node, standing, unread);
                continue;
            }
            Optional<Unremovable> settled =
                    history.removals().containsKey(node.name())
                            ? Optional.empty()
                            : memory.settled(index, standing);
            if (settled.isPresent()) {
                verdicts[index] = settled.get();
                continue;
            }
            int place = index;
            switch (eligibility.check(node, standing, rule -> memory.use(place, rule))) {
                case Eligible candidate -> eligible.add(new Candidate(index, candidate));
                case Ineligible(var reason, var utilization) ->
                        verdicts[index] = memory.verdict(index, standing, utilization, reason);
            }
        }
        eligible.sort(
                Comparator.comparing((Candidate candidate) -> !candidate.eligible().empty())
                        .thenComparing(
                                candidate -> !history.unneededSince().containsKey(candidate.name()))
                        .thenComparingInt(Candidate::index));
        return eligible;
    }

    private static Unremovable unclear(Node node, Standing standing, ObjectKey pod) {
        return new Unremovable(
                node.name(),
                standing.group().map(NodeGroup::name),
                OptionalInt.empty(),
                UnremovableReason.BLOCKED_BY_POD,
                Optional.of(new BlockingPod(pod, BlockingReason.UNREADABLE)));
    }

    private List<UnneededNode> simulate(
            List<Candidate> candidates, RemovalSimulation simulation, NodeVerdict[] verdicts) {
        List<UnneededNode> unneeded = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Eligible eligible = candidate.eligible();
            switch (simulation.remove(candidate.name())) {
                case RemovalSimulation.Outcome.Removable removable ->
                        unneeded.add(
                                new UnneededNode(
                                        candidate.index(),
                                        eligible,
                                        removable,
                                        since(eligible.node())));
                case RemovalSimulation.Outcome.Unremovable(var reason, var blockedBy) ->
                        verdicts[candidate.index()] =
                                new Unremovable(
                                        candidate.name(),
                                        Optional.of(eligible.group().name()),
                                        OptionalInt.of(eligible.utilization().permille()),
                                        reason,
                                        blockedBy);
            }
        }
        return unneeded;
    }

    private Instant since(Node node) {
        Instant before = history.unneededSince().get(node.name());
        return before == null ? now : before;
    }

    private List<NodeRemoval> choose(
            List<UnneededNode> unneeded,
            ReplacedNodes replaced,
            MachineSize spare,
            boolean mayDelete,
            NodeVerdict[] verdicts) {
        Delays delays = options.scaleDown().patience().delays();
        RemovalGate gate =
                new RemovalGate(state, options.scaleDown().patience(), leaving(), spare, now);
        RemovalBudget budget =
                new RemovalBudget(
                        options.scaleDown().parallelism(),
                        history,
                        new DisruptionAllowance(
                                state,
                                options.scaleDown().parallelism().budgets(),
                                history.removals().keySet(),
                                now),
                        now);
        List<NodeRemoval> removals = new ArrayList<>();
        boolean failed = Cooldowns.isActiveAfterFailure(history.cooldown(), delays, now);
        for (UnneededNode node : replaced.going()) {
            Optional<UnremovableReason> heldBack =
                    holdBack(gate.holdBack(node.candidate()), node, failed || !mayDelete, budget);
            verdicts[node.index()] =
                    heldBack.filter(reason -> isHeldForLong(reason, node)).isPresent()
                            ? node.verdict(heldBack)
                            : node.replaced(heldBack);
            if (heldBack.isEmpty()) {
                removals.add(node.replacing(now));
            }
        }
        for (UnneededNode node : replaced.waiting()) {
            verdicts[node.index()] =
                    node.replaced(Optional.of(UnremovableReason.AWAITS_REPLACEMENT));
        }
        List<UnneededNode> inOrder = new ArrayList<>(unneeded);
        inOrder.sort(
                Comparator.comparing((UnneededNode node) -> !node.isEmpty())
                        .thenComparing(node -> node.removal().risky()));
        for (UnneededNode node : inOrder) {
            Optional<UnremovableReason> heldBack =
                    holdBack(
                            gate.holdBack(node.candidate(), node.since()),
                            node,
                            !mayDelete
                                    || Cooldowns.isActive(
                                            history.cooldown(), delays, node.group().name(), now),
                            budget);
            verdicts[node.index()] = node.verdict(heldBack);
            if (heldBack.isEmpty()) {
                removals.add(node.going(now));
            }
        }
        return removals;
    }

    /** A freeze may last for days: until it ends, the node is one like any other. */
    private boolean isHeldForLong(UnremovableReason reason, UnneededNode node) {
        return reason == UnremovableReason.DISRUPTION_BUDGET_REACHED
                && node.since().plus(options.health().maxNodeProvisionTime()).isBefore(now);
    }

    private static Optional<UnremovableReason> holdBack(
            Optional<UnremovableReason> byGate,
            UnneededNode node,
            boolean wait,
            RemovalBudget budget) {
        if (byGate.isPresent()) {
            return byGate;
        }
        if (wait) {
            return Optional.of(UnremovableReason.SCALE_DOWN_IN_COOLDOWN);
        }
        return budget.take(node);
    }

    /** A machine that the cloud is ending is off its group's target already. */
    private Map<String, Integer> leaving() {
        Set<String> ending = new HashSet<>();
        state.ending().forEach(node -> ending.add(node.name()));
        Map<String, Integer> leaving = new HashMap<>();
        history.removals()
                .forEach((node, removal) -> {
                    if (!ending.contains(node)) {
                        leaving.merge(removal.nodeGroup(), 1, Integer::sum);
                    }
                });
        return leaving;
    }
}

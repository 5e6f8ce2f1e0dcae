package io.plimsoll.autoscaler.decision;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.GroupAnswer;
import io.plimsoll.autoscaler.decision.answer.GroupOutlook;
import io.plimsoll.autoscaler.decision.answer.NoPlace;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict.Unneeded;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict.Unremovable;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.clusterstate.Census;
import io.plimsoll.autoscaler.decision.inquiry.BlockWords;
import io.plimsoll.autoscaler.decision.inquiry.GroupQuestions;
import io.plimsoll.autoscaler.decision.inquiry.NodeWords;
import io.plimsoll.autoscaler.decision.inquiry.PlaceQuestions;
import io.plimsoll.autoscaler.decision.inquiry.PodWords;
import io.plimsoll.autoscaler.decision.intake.FreshPods;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.decision.scaledown.drainability.DrainFacts;
import io.plimsoll.autoscaler.decision.scaledown.drainability.DrainRules;
import io.plimsoll.autoscaler.decision.scaledown.drainability.Drainability;
import io.plimsoll.autoscaler.decision.scaledown.drainability.RemainingBudgets;
import io.plimsoll.autoscaler.decision.scaledown.drainability.WorkloadIndex;
import io.plimsoll.autoscaler.decision.scaleup.ScaleUpPlanner;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Why one decision is as it is, with the figures that the loop has no time for: it stands in the
 * world as the decision saw it, and asks again. Pure; confined to one thread.
 */
public final class Inquiry {

    private final Observation observation;
    private final AutoscalingOptions options;
    private final Instant now;
    private final Decision decision;
    private final History history;
    private final DecisionCore.Loop loop;
    private final ScaleUpPlanner planner;
    private final GroupQuestions groups;
    private final NodeWords nodes;
    private final DrainFacts drain;
    private final Map<ObjectKey, Pod> pods = new HashMap<>();
    private final Set<String> registered = new HashSet<>();
    private final Set<String> upcoming = new HashSet<>();
    private final Map<String, Optional<NoPlace>> stuck = new HashMap<>();
    private Optional<PlaceQuestions> places = Optional.empty();

    /**
     * About a decision that is known.
     *
     * @param decision what was decided about the rest
     */
    public Inquiry(
            Observation observation,
            History history,
            AutoscalingOptions options,
            Instant now,
            Decision decision) {
        this(
                new DecisionCore(
                        LoopMemory.of(observation.cluster(), new Census()),
                        observation,
                        history,
                        options,
                        now),
                decision);
    }

    /** About what a process that has just started would decide. */
    public static Inquiry of(Observation observation, AutoscalingOptions options, Instant now) {
        DecisionSession session = new DecisionSession(new Census());
        Decision decision = session.decide(observation, History.NONE, options, now);
        return new Inquiry(
                new DecisionCore(session.leftBehind(), observation, History.NONE, options, now),
                decision);
    }

    /**
     * @param core whose snapshot is left changed
     */
    private Inquiry(DecisionCore core, Decision decision) {
        this.observation = core.observation();
        this.options = core.options();
        this.now = core.now();
        this.decision = decision;
        this.history = core.history();
        loop = core.look();
        planner = new ScaleUpPlanner(core.state(), loop.templates(), options, history, now);
        groups =
                new GroupQuestions(
                        loop.surroundings().snapshot(),
                        loop.templates(),
                        planner,
                        history,
                        core.state().groups().values());
        nodes = new NodeWords(core.state().groups(), options, history, now);
        drain =
                new DrainFacts(
                        options.scaleDown().drain(),
                        new WorkloadIndex(observation.cluster().controllers().workloads()),
                        new RemainingBudgets(observation.cluster().controllers().budgets()),
                        now);
        observation.cluster().pods().forEach(pod -> pods.put(pod.key(), pod));
        observation.cluster().nodes().forEach(node -> registered.add(node.name()));
        loop.surroundings().upcoming().forEach(node -> upcoming.add(node.name()));
    }

    public Decision decision() {
        return decision;
    }

    /** By the name of the group. */
    public SortedMap<String, GroupOutlook> outlooks() {
        SortedMap<String, GroupOutlook> all = new TreeMap<>();
        for (NodeGroup group : observation.nodeGroups()) {
            GroupTemplate template = loop.templates().known().get(group.name());
            all.put(
                    group.name(),
                    template == null
                            ? new GroupOutlook.Unknown(
                                    group,
                                    loop.templates()
                                            .problems()
                                            .getOrDefault(group.name(), "nothing is known of it"))
                            : new GroupOutlook.Known(
                                    group,
                                    template.node(0),
                                    template.pods().size(),
                                    template.node().status().allocatable().minus(template.free()),
                                    template.price()));
        }
        return all;
    }

    public Optional<Pod> pod(ObjectKey key) {
        return Optional.ofNullable(pods.get(key));
    }

    /** Whether the node is one that was ordered and has not come. */
    public boolean isOrdered(String node) {
        return upcoming.contains(node);
    }

    /** Whether the node is one of the cluster's. */
    public boolean isThere(String node) {
        return registered.contains(node);
    }

    /** What each group says to the pod, the closest first. */
    public List<GroupAnswer> groups(Pod pod) {
        return groups.ask(pod);
    }

    /** Why the pod is ignored or waits; empty for other verdicts. */
    public Optional<String> why(PodVerdict verdict) {
        Optional<Pod> pod = pod(verdict.pod());
        return switch (verdict) {
            case PodVerdict.Ignored ignored ->
                    pod.map(found ->
                            PodWords.ignored(
                                    found, ignored.reason(), options.scaleUp().intake(), now));
            case PodVerdict.AwaitsEvaluation _ ->
                    pod.map(found ->
                            decision.health().healthy() && isFresh()
                                    ? PodWords.FRESH
                                    : PodWords.awaits(decision, helpful(found), full()));
            case PodVerdict.FitsExistingNode _,
                    PodVerdict.TriggersScaleUp _,
                    PodVerdict.Unschedulable _ ->
                    Optional.empty();
        };
    }

    private List<String> helpful(Pod pod) {
        return groups(pod).stream()
                .filter(answer -> answer.obstacles().isEmpty())
                .map(GroupAnswer::nodeGroup)
                .toList();
    }

    /** Groups that the decision brings to their maximum. */
    private Set<String> full() {
        Set<String> full = new HashSet<>();
        for (Action.ScaleUp scaleUp : decision.scaleUps()) {
            group(scaleUp.nodeGroup())
                    .filter(found -> scaleUp.to() >= found.size().max())
                    .ifPresent(found -> full.add(found.name()));
        }
        return full;
    }

    private boolean isFresh() {
        return FreshPods.mayBeMore(
                loop.intake().helpless(), observation.cluster(), options.scaleUp().intake(), now);
    }

    /**
     * Groups that would take pods of a scale-up as well and get none of its nodes, each with the
     * reason.
     */
    public SortedMap<String, String> unbalanced() {
        SortedMap<String, String> why = new TreeMap<>();
        Set<String> growing = new HashSet<>();
        decision.scaleUps().forEach(scaleUp -> growing.add(scaleUp.nodeGroup()));
        for (Action.ScaleUp scaleUp : decision.scaleUps()) {
            Optional<Pod> pod = scaleUp.pods().stream().findFirst().flatMap(this::pod);
            GroupTemplate chosen = loop.templates().known().get(scaleUp.nodeGroup());
            if (pod.isEmpty() || chosen == null) {
                continue;
            }
            for (String other : helpful(pod.get())) {
                GroupTemplate template = loop.templates().known().get(other);
                if (template != null && !growing.contains(other)) {
                    unbalanced(chosen, template).ifPresent(reason -> why.put(other, reason));
                }
            }
        }
        return why;
    }

    private Optional<String> unbalanced(GroupTemplate chosen, GroupTemplate other) {
        Optional<String> difference = planner.difference(chosen, other);
        if (options.scaleUp().balancing().enabled()) {
            return difference.map(
                    found -> "not balanced with %s: %s".formatted(chosen.group().name(), found));
        }
        return difference.isEmpty()
                ? Optional.of(
                        "like %s, but --balance-similar-node-groups=false"
                                .formatted(chosen.group().name()))
                : Optional.empty();
    }

    /** Why the node stays, with figures; empty where the verdict says all. */
    public String why(NodeVerdict verdict) {
        Optional<NodeGroup> group = verdict.nodeGroup().flatMap(name -> group(name));
        return switch (verdict) {
            case Unneeded unneeded ->
                    unneeded.heldBack()
                            .map(reason ->
                                    held(reason, group, unneeded.since(), unneeded.podsMoveTo()))
                            .orElse("");
            case NodeVerdict.Replaced replaced ->
                    replacement(replaced.node())
                            .map(Action.Replacement::reason)
                            .or(() ->
                                    replaced.heldBack()
                                            .map(reason ->
                                                    held(
                                                            reason,
                                                            group,
                                                            replaced.since(),
                                                            replaced.podsMoveTo())))
                            .orElse("");
            case Unremovable kept ->
                    noPlace(kept)
                            .map(NoPlace::inWords)
                            .or(() -> kept.blockedBy().flatMap(this::blocked))
                            .orElseGet(() -> nodes.of(kept.reason(), group, Optional.empty()));
        };
    }

    private String held(
            UnremovableReason reason,
            Optional<NodeGroup> group,
            Instant since,
            SortedMap<ObjectKey, String> moving) {
        return nodes.of(reason, group, Optional.of(new NodeWords.Leaving(since, moving.isEmpty())));
    }

    /** What this decision says of replacing the node; an earlier one is not known any more. */
    public Optional<Action.Replacement> replacement(String node) {
        return decision.replacements().stream()
                .filter(found -> found.nodes().containsKey(node))
                .findFirst();
    }

    /** What would have to be otherwise for a node to go; empty where nobody can tell. */
    public Optional<String> change(UnremovableReason reason) {
        return Optional.of(NodeWords.change(reason)).filter(text -> !text.isEmpty());
    }

    private Optional<NodeGroup> group(String name) {
        return observation.nodeGroups().stream()
                .filter(found -> found.name().equals(name))
                .findFirst();
    }

    private Optional<String> blocked(NodeVerdict.BlockingPod blocking) {
        return pod(blocking.pod()).map(pod -> BlockWords.of(pod, blocking.reason(), drain));
    }

    /** Empty for a node that stays for another reason. */
    public Optional<NoPlace> noPlace(Unremovable node) {
        if (node.reason() != UnremovableReason.NO_PLACE_TO_MOVE_PODS) {
            return Optional.empty();
        }
        return stuck.computeIfAbsent(node.node(), name -> places().of(name, this::mustMove));
    }

    private boolean mustMove(Pod pod) {
        return !pod.isDaemon() && DrainRules.check(pod, drain) instanceof Drainability.Movable;
    }

    /** With a snapshot of its own, in which the pods of unneeded nodes have moved. */
    private PlaceQuestions places() {
        if (places.isEmpty()) {
            LoopMemory memory = LoopMemory.of(observation.cluster(), new Census());
            LoopSnapshot after =
                    new DecisionCore(memory, observation, history, options, now)
                            .look()
                            .surroundings();
            Set<String> closed = new HashSet<>(after.closed());
            closed.addAll(upcoming);
            for (NodeVerdict verdict : decision.nodes()) {
                if (verdict instanceof Unneeded leaving
                        && after.snapshot().hasNode(leaving.node())) {
                    move(after.snapshot(), leaving);
                    closed.add(leaving.node());
                }
            }
            places = Optional.of(new PlaceQuestions(after.snapshot(), closed));
        }
        return places.get();
    }

    private static void move(ClusterSnapshot snapshot, Unneeded leaving) {
        List<Pod> moving = new ArrayList<>();
        for (Pod pod : snapshot.podsOn(leaving.node())) {
            if (leaving.podsMoveTo().containsKey(pod.key())) {
                moving.add(pod);
            }
        }
        snapshot.unbind(leaving.node(), moving);
        for (Pod pod : moving) {
            String to = leaving.podsMoveTo().get(pod.key());
            if (to != null && snapshot.hasNode(to)) {
                snapshot.bind(pod, to);
            }
        }
    }
}

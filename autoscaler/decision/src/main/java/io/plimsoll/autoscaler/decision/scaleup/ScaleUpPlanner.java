package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.answer.PodVerdict.AwaitsEvaluation;
import io.plimsoll.autoscaler.decision.answer.PodVerdict.FitsExistingNode;
import io.plimsoll.autoscaler.decision.answer.PodVerdict.Rejection;
import io.plimsoll.autoscaler.decision.answer.PodVerdict.TriggersScaleUp;
import io.plimsoll.autoscaler.decision.answer.PodVerdict.Unschedulable;
import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.clusterstate.GroupReadiness;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.scaleup.expander.ExpanderChain;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.packing.Batch;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import io.plimsoll.autoscaler.decision.template.GroupTemplates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Chooses groups for the pods that need new nodes. By upstream's expanders it is one group (with
 * its similar ones, where scale-ups are balanced); pods that the choice does not help wait for a
 * later loop, but for those that look at where other pods are: {@link FurtherRounds}. By the
 * cheapest mix it is all groups at once: {@link CheapestMix}.
 */
public final class ScaleUpPlanner {

    private final ClusterState state;
    private final GroupTemplates templates;
    private final AutoscalingOptions options;
    private final Headroom headroom;
    private final Instant now;
    private final GroupGate gate;

    public ScaleUpPlanner(
            ClusterState state,
            GroupTemplates templates,
            AutoscalingOptions options,
            History history,
            Instant now) {
        this.state = state;
        this.templates = templates;
        this.options = options;
        this.headroom = Headroom.of(state, templates, options.limits());
        this.now = now;
        this.gate = new GroupGate(templates, headroom, options.health(), history, now);
    }

    /**
     * @param pods that fit nowhere now
     * @param snapshot with upcoming nodes; left as it is
     */
    public ScaleUpPlan plan(List<Pod> pods, ClusterSnapshot snapshot, ExpanderChain expander) {
        SortedMap<String, String> skipped = new TreeMap<>();
        List<GroupTemplate> growable = growable(skipped);
        Demand demand = new Demand(snapshot, pods);
        ScaleUpRound round = new ScaleUpRound(options.scaleUp(), expander, snapshot);
        List<ScaleUp> scaleUps = round.choose(growable, demand, headroom);
        Map<ObjectKey, PodVerdict> verdicts = verdicts(demand, skipped);
        List<ScaleUp> all =
                scaleUps.isEmpty()
                        ? scaleUps
                        : new FurtherRounds(
                                        growable,
                                        headroom.atMost(options.scaleUp().orders().maxNodes()),
                                        snapshot,
                                        round,
                                        options.scaleUp().orders().salvo())
                                .after(scaleUps, pods);
        help(all, verdicts);
        return new ScaleUpPlan(all, verdicts);
    }

    /**
     * The cheapest mix of all groups, for all pods at once.
     *
     * @param pods that fit nowhere now
     * @param snapshot with upcoming nodes; left as it is
     * @param closed names of its nodes that take no pods
     */
    public ScaleUpPlan planMix(List<Pod> pods, ClusterSnapshot snapshot, Set<String> closed) {
        SortedMap<String, String> skipped = new TreeMap<>();
        List<GroupTemplate> growable = growable(skipped);
        CheapestMix.Chosen chosen =
                new CheapestMix(
                                options.scaleUp(),
                                headroom.atMost(options.scaleUp().orders().maxNodes()),
                                snapshot,
                                closed,
                                now)
                        .choose(growable, pods);
        Map<ObjectKey, PodVerdict> verdicts = new HashMap<>();
        help(chosen.scaleUps(), verdicts);
        chosen.onExisting()
                .forEach((pod, node) -> verdicts.put(pod, new FitsExistingNode(pod, node)));
        Demand left =
                new Demand(
                        snapshot,
                        pods.stream().filter(pod -> !verdicts.containsKey(pod.key())).toList());
        growable.forEach(left::ask);
        verdicts.putAll(verdicts(left, skipped));
        return new ScaleUpPlan(chosen.scaleUps(), verdicts);
    }

    /**
     * @param skipped gets why the others may not grow
     */
    private List<GroupTemplate> growable(SortedMap<String, String> skipped) {
        List<GroupTemplate> growable = new ArrayList<>();
        for (GroupReadiness group : state.groups().values()) {
            String name = group.group().name();
            gate.skip(group)
                    .ifPresentOrElse(
                            refusal -> skipped.put(name, refusal.reason()),
                            () -> growable.add(template(name)));
        }
        return growable;
    }

    /**
     * New nodes for pods that others are to leave: of groups that may grow and whose prices are
     * known.
     */
    public CheapestNodes cheapestNodes() {
        return new CheapestNodes(
                growable(new TreeMap<>()).stream()
                        .filter(template -> template.price().isKnown())
                        .toList(),
                headroom.atMost(options.scaleUp().orders().maxNodes()));
    }

    /** No group may grow, for one reason. */
    public ScaleUpPlan refuse(List<Pod> pods, String reason) {
        SortedMap<String, String> skipped = new TreeMap<>();
        state.groups().keySet().forEach(name -> skipped.put(name, reason));
        List<Rejection> rejections = List.copyOf(Takers.byGroup(skipped).values());
        Map<ObjectKey, PodVerdict> verdicts = new HashMap<>();
        pods.forEach(pod -> verdicts.put(pod.key(), new Unschedulable(pod.key(), rejections)));
        return new ScaleUpPlan(List.of(), verdicts);
    }

    /** A later loop looks at the pods. */
    public ScaleUpPlan postpone(List<Pod> pods) {
        Map<ObjectKey, PodVerdict> verdicts = new HashMap<>();
        pods.forEach(pod -> verdicts.put(pod.key(), new AwaitsEvaluation(pod.key())));
        return new ScaleUpPlan(List.of(), verdicts);
    }

    /** Empty for a group that may grow. */
    public Optional<Refusal> refusal(GroupReadiness group) {
        return gate.skip(group);
    }

    /** In what two groups differ that therefore do not share scale-ups; empty for similar ones. */
    public Optional<String> difference(GroupTemplate one, GroupTemplate other) {
        return new SimilarGroups(options.scaleUp().balancing()).difference(one, other);
    }

    /** Raises groups that are below their minimum, which the cloud does not do by itself. */
    public List<ScaleUp> enforceMinSizes() {
        return MinSizes.enforce(
                state.groups().values().stream()
                        .filter(group -> gate.skip(group).isEmpty())
                        .map(GroupReadiness::group)
                        .toList());
    }

    private GroupTemplate template(String group) {
        GroupTemplate template = templates.known().get(group);
        if (template == null) {
            throw new IllegalStateException(
                    "group %s may grow without a template".formatted(group));
        }
        return template;
    }

    private static Map<ObjectKey, PodVerdict> verdicts(
            Demand demand, SortedMap<String, String> skipped) {
        Map<ObjectKey, PodVerdict> verdicts = new HashMap<>();
        Map<PodShape, List<Rejection>> rejections = new HashMap<>();
        for (Batch batch : demand.batches()) {
            Takers takers = demand.takers(batch);
            for (Pod pod : batch.pods()) {
                verdicts.put(
                        pod.key(),
                        takers.none()
                                ? new Unschedulable(
                                        pod.key(),
                                        rejections.computeIfAbsent(
                                                batch.shape(), _ -> takers.rejections(skipped)))
                                : new AwaitsEvaluation(pod.key()));
            }
        }
        return verdicts;
    }

    private static void help(List<ScaleUp> scaleUps, Map<ObjectKey, PodVerdict> verdicts) {
        for (ScaleUp scaleUp : scaleUps) {
            for (ObjectKey pod : scaleUp.pods()) {
                verdicts.put(pod, new TriggersScaleUp(pod, scaleUp.nodeGroup()));
            }
        }
    }
}

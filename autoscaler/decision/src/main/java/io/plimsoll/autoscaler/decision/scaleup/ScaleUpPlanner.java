package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.answer.PodVerdict.AwaitsEvaluation;
import io.plimsoll.autoscaler.decision.answer.PodVerdict.Rejection;
import io.plimsoll.autoscaler.decision.answer.PodVerdict.TriggersScaleUp;
import io.plimsoll.autoscaler.decision.answer.PodVerdict.Unschedulable;
import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.clusterstate.GroupReadiness;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.scaleup.expander.ExpanderChain;
import io.plimsoll.autoscaler.decision.scaleup.expander.ExpanderChain.Choice;
import io.plimsoll.autoscaler.decision.scaleup.expander.ExpansionOption;
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
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Chooses one group (with its similar ones, where scale-ups are balanced) for the pods that need
 * new nodes; pods that the choice does not help wait for a later loop.
 */
public final class ScaleUpPlanner {

    private final ClusterState state;
    private final GroupTemplates templates;
    private final AutoscalingOptions options;
    private final Headroom headroom;
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
        this.gate = new GroupGate(templates, headroom, options.health(), history, now);
    }

    /**
     * @param pods that fit nowhere now
     * @param snapshot with upcoming nodes; left as it is
     */
    public ScaleUpPlan plan(List<Pod> pods, ClusterSnapshot snapshot, ExpanderChain expander) {
        SortedMap<String, String> skipped = new TreeMap<>();
        List<GroupTemplate> growable = new ArrayList<>();
        for (GroupReadiness group : state.groups().values()) {
            String name = group.group().name();
            gate.skip(group)
                    .ifPresentOrElse(
                            reason -> skipped.put(name, reason),
                            () -> growable.add(template(name)));
        }
        Demand demand = new Demand(snapshot, pods);
        List<ExpansionOption> found =
                new ExpansionOptions(options.scaleUp(), headroom, snapshot)
                        .compute(growable, demand);
        Optional<Chosen> chosen =
                found.isEmpty()
                        ? Optional.empty()
                        : capped(expander.choose(found), found, demand, snapshot);
        List<ScaleUp> scaleUps = chosen.map(this::scaleUps).orElse(List.of());
        return new ScaleUpPlan(scaleUps, verdicts(demand, skipped, scaleUps));
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

    /**
     * @param nodes to order, which limits may have cut below the estimate
     * @param pods that so many nodes help
     */
    private record Chosen(Choice choice, int nodes, List<Pod> pods, List<ExpansionOption> from) {}

    private Optional<Chosen> capped(
            Choice choice, List<ExpansionOption> found, Demand demand, ClusterSnapshot snapshot) {
        ExpansionOption option = choice.option();
        int nodes = headroom.cap(option.nodes(), option.template());
        if (nodes == 0) {
            return Optional.empty();
        }
        if (nodes == option.nodes()) {
            return Optional.of(new Chosen(choice, nodes, option.pods(), found));
        }
        List<Batch> fitting = demand.takenBy(option.template());
        List<Pod> helped = Estimator.estimate(snapshot, option.template(), fitting, nodes).pods();
        return Optional.of(new Chosen(choice, nodes, helped, found));
    }

    private List<ScaleUp> scaleUps(Chosen chosen) {
        ExpansionOption option = chosen.choice().option();
        List<NodeGroup> sharing = new ArrayList<>();
        sharing.add(option.template().group());
        sharing.addAll(option.similar());
        SortedMap<String, Integer> sizes = Balancing.spread(sharing, chosen.nodes());
        String reason =
                ScaleUpReason.of(
                        chosen.choice(), chosen.nodes(), chosen.pods().size(), chosen.from());
        SharedPods pods =
                new SharedPods(
                        chosen.pods(),
                        sizes.entrySet().stream()
                                .mapToInt(size -> size.getValue() - target(size.getKey()))
                                .sum());
        List<ScaleUp> scaleUps = new ArrayList<>();
        for (Map.Entry<String, Integer> size : sizes.entrySet()) {
            int from = target(size.getKey());
            List<ObjectKey> helped = pods.next(size.getValue() - from);
            scaleUps.add(new ScaleUp(size.getKey(), from, size.getValue(), helped, reason));
        }
        return scaleUps;
    }

    private int target(String group) {
        return template(group).group().size().target();
    }

    private static Map<ObjectKey, PodVerdict> verdicts(
            Demand demand, SortedMap<String, String> skipped, List<ScaleUp> scaleUps) {
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
        for (ScaleUp scaleUp : scaleUps) {
            for (ObjectKey pod : scaleUp.pods()) {
                verdicts.put(pod, new TriggersScaleUp(pod, scaleUp.nodeGroup()));
            }
        }
        return verdicts;
    }
}

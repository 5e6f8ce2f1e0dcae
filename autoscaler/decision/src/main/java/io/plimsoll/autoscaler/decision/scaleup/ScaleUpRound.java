package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ScaleUpOptions;
import io.plimsoll.autoscaler.decision.scaleup.expander.ExpanderChain;
import io.plimsoll.autoscaler.decision.scaleup.expander.ExpanderChain.Choice;
import io.plimsoll.autoscaler.decision.scaleup.expander.ExpansionOption;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.packing.Batch;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One choice of Cluster Autoscaler's: a group, with its similar ones, for some of the pods. */
final class ScaleUpRound {

    private final ScaleUpOptions options;
    private final ExpanderChain expander;
    private final ClusterSnapshot snapshot;

    ScaleUpRound(ScaleUpOptions options, ExpanderChain expander, ClusterSnapshot snapshot) {
        this.options = options;
        this.expander = expander;
        this.snapshot = snapshot;
    }

    /**
     * @param nodes to order, which limits may have cut below the estimate
     * @param pods that so many nodes help
     */
    private record Chosen(Choice choice, int nodes, List<Pod> pods, List<ExpansionOption> from) {}

    /**
     * @param growable groups that may grow
     * @return none where no group helps
     */
    List<ScaleUp> choose(List<GroupTemplate> growable, Demand demand, Headroom headroom) {
        List<ExpansionOption> found =
                new ExpansionOptions(options, headroom, snapshot).compute(growable, demand);
        if (found.isEmpty()) {
            return List.of();
        }
        Choice choice = expander.choose(found);
        ExpansionOption option = choice.option();
        int nodes = headroom.cap(option.nodes(), option.template());
        if (nodes == 0) {
            return List.of();
        }
        List<Pod> helped = option.pods();
        if (nodes < option.nodes()) {
            List<Batch> fitting = demand.takenBy(option.template());
            helped = Estimator.estimate(snapshot, option.template(), fitting, nodes).pods();
        }
        return scaleUps(new Chosen(choice, nodes, helped, found), targets(growable));
    }

    private static Map<String, Integer> targets(List<GroupTemplate> growable) {
        Map<String, Integer> targets = new HashMap<>();
        growable.forEach(
                template -> targets.put(template.group().name(), template.group().size().target()));
        return targets;
    }

    private static List<ScaleUp> scaleUps(Chosen chosen, Map<String, Integer> targets) {
        ExpansionOption option = chosen.choice().option();
        List<NodeGroup> sharing = new ArrayList<>();
        sharing.add(option.template().group());
        sharing.addAll(option.similar());
        SortedMap<String, Integer> sizes = Balancing.spread(sharing, chosen.nodes());
        String reason =
                ScaleUpReason.of(
                        chosen.choice(), chosen.nodes(), chosen.pods().size(), chosen.from());
        SortedMap<String, Integer> more = new TreeMap<>();
        sizes.forEach((group, size) -> more.put(group, size - target(targets, group)));
        SharedPods pods =
                new SharedPods(
                        chosen.pods(), more.values().stream().mapToInt(Integer::intValue).sum());
        List<ScaleUp> scaleUps = new ArrayList<>();
        more.forEach((group, nodes) -> {
            int from = target(targets, group);
            List<ObjectKey> helped = pods.next(nodes);
            scaleUps.add(new ScaleUp(group, from, from + nodes, helped, reason));
        });
        return scaleUps;
    }

    private static int target(Map<String, Integer> targets, String group) {
        return targets.getOrDefault(group, 0);
    }
}

package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.answer.PodVerdict.Rejection;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ScaleUpOptions;
import io.plimsoll.autoscaler.decision.scaleup.expander.ExpansionOption;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.filter.Verdict;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Computes what each group could do for the pods. */
final class ExpansionOptions {

    private final ScaleUpOptions options;
    private final SimilarGroups similarity;
    private final Headroom headroom;
    private final ClusterSnapshot snapshot;

    ExpansionOptions(ScaleUpOptions options, Headroom headroom, ClusterSnapshot snapshot) {
        this.options = options;
        this.similarity = new SimilarGroups(options.balancing());
        this.headroom = headroom;
        this.snapshot = snapshot;
    }

    /**
     * Notes in each of {@code pods} which groups would take it.
     *
     * @param groups that may grow
     * @return one option for each group that helps
     */
    List<ExpansionOption> compute(List<GroupTemplate> groups, List<PodGroup> pods) {
        groups.forEach(group -> tryOneNode(group, pods));
        List<ExpansionOption> found = new ArrayList<>();
        for (GroupTemplate group : groups) {
            List<PodGroup> fitting = pods.stream().filter(fits(group)).toList();
            if (fitting.isEmpty()) {
                continue;
            }
            List<NodeGroup> similar = similar(group, groups, fitting);
            Estimator.Estimate estimate =
                    Estimator.estimate(snapshot, group, fitting, limit(group.group(), similar));
            if (estimate.nodes() > 0) {
                found.add(new ExpansionOption(group, similar, estimate.nodes(), estimate.pods()));
            }
        }
        return found;
    }

    private void tryOneNode(GroupTemplate group, List<PodGroup> pods) {
        String name = group.group().name();
        snapshot.fork();
        GroupTemplate.NewNode node = group.newNode(name + "-new");
        snapshot.addNode(node.node(), node.pods());
        for (PodGroup alike : pods) {
            switch (snapshot.check(alike.sample(), node.node().name())) {
                case Verdict.Fits _ -> alike.accept(name);
                case Verdict.Rejected(Verdict.Plugin plugin, String reason) ->
                        alike.reject(new Rejection(name, plugin.kubernetesName(), reason));
            }
        }
        snapshot.revert();
    }

    /** Groups that may share the nodes: they look alike and take all that this one takes. */
    private List<NodeGroup> similar(
            GroupTemplate group, List<GroupTemplate> candidates, List<PodGroup> fitting) {
        if (!options.balancing().enabled()) {
            return List.of();
        }
        return candidates.stream()
                .filter(other -> !other.group().name().equals(group.group().name()))
                .filter(other -> similarity.areSimilar(group, other))
                .filter(other -> fitting.stream().allMatch(fits(other)))
                .map(GroupTemplate::group)
                .toList();
    }

    private static Predicate<PodGroup> fits(GroupTemplate group) {
        return pods -> pods.fits(group.group().name());
    }

    private int limit(NodeGroup group, List<NodeGroup> similar) {
        int room = room(group) + similar.stream().mapToInt(ExpansionOptions::room).sum();
        int perScaleUp =
                options.maxNodesPerScaleUp() == 0
                        ? Integer.MAX_VALUE
                        : options.maxNodesPerScaleUp();
        return Math.min(Math.min(room, perScaleUp), headroom.nodes());
    }

    private static int room(NodeGroup group) {
        return Math.max(0, group.size().max() - group.size().target());
    }
}

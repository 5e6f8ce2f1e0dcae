package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ScaleUpOptions;
import io.plimsoll.autoscaler.decision.scaleup.expander.ExpansionOption;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.packing.Batch;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import java.util.ArrayList;
import java.util.List;

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
     * @param groups that may grow
     * @return one option for each group that helps
     */
    List<ExpansionOption> compute(List<GroupTemplate> groups, Demand demand) {
        groups.forEach(demand::ask);
        List<ExpansionOption> found = new ArrayList<>();
        for (GroupTemplate group : groups) {
            List<Batch> fitting = demand.takenBy(group);
            if (fitting.isEmpty()) {
                continue;
            }
            List<NodeGroup> similar = similar(group, groups, fitting, demand);
            Estimator.Estimate estimate =
                    Estimator.estimate(snapshot, group, fitting, limit(group.group(), similar));
            if (estimate.nodes() > 0) {
                found.add(new ExpansionOption(group, similar, estimate.nodes(), estimate.pods()));
            }
        }
        return found;
    }

    /** Groups that may share the nodes: they look alike and take all that this one takes. */
    private List<NodeGroup> similar(
            GroupTemplate group,
            List<GroupTemplate> candidates,
            List<Batch> fitting,
            Demand demand) {
        if (!options.balancing().enabled()) {
            return List.of();
        }
        return candidates.stream()
                .filter(other -> !other.group().name().equals(group.group().name()))
                .filter(other -> similarity.areSimilar(group, other))
                .filter(other -> {
                    String name = other.group().name();
                    return fitting.stream().allMatch(batch -> demand.takers(batch).include(name));
                })
                .map(GroupTemplate::group)
                .toList();
    }

    private int limit(NodeGroup group, List<NodeGroup> similar) {
        int room = room(group) + similar.stream().mapToInt(ExpansionOptions::room).sum();
        int perScaleUp =
                options.orders().maxNodes() == 0 ? Integer.MAX_VALUE : options.orders().maxNodes();
        return Math.min(Math.min(room, perScaleUp), headroom.nodes());
    }

    private static int room(NodeGroup group) {
        return Math.max(0, group.size().max() - group.size().target());
    }
}

package io.plimsoll.autoscaler.decision.template;

import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.clusterstate.GroupReadiness;
import io.plimsoll.autoscaler.decision.clusterstate.NodeReadiness;
import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Finds each group's template. A real node of the group tells most, so the first by name that is
 * ready, schedulable and stable for a minute is taken; then what the cloud says of the group; then
 * any ready node.
 */
public final class TemplateBuilder {

    private static final Duration STABLE_AFTER = Duration.ofMinutes(1);

    private final ClusterState state;
    private final TransientTaints taints;
    private final DaemonPods daemonPods;
    private final Instant now;

    public TemplateBuilder(
            ClusterState state, TransientTaints taints, DaemonPods daemonPods, Instant now) {
        this.state = state;
        this.taints = taints;
        this.daemonPods = daemonPods;
        this.now = now;
    }

    /**
     * @param snapshot of the cluster as it is
     */
    public GroupTemplates build(ClusterSnapshot snapshot) {
        SortedMap<String, GroupTemplate> known = new TreeMap<>();
        SortedMap<String, String> problems = new TreeMap<>();
        for (GroupReadiness readiness : state.groups().values()) {
            NodeGroup group = readiness.group();
            Optional<GroupTemplate> real =
                    group.isLeftAlone()
                            ? Optional.empty()
                            : fromNode(readiness, snapshot, this::isStable);
            if (real.isPresent()) {
                known.put(group.name(), real.get());
                continue;
            }
            switch (group.template()) {
                case NodeGroup.Template.Known(NodeTemplate template) ->
                        known.put(group.name(), fromCloud(group, template));
                case NodeGroup.Template.Unknown(String problem) ->
                        fromNode(readiness, snapshot, _ -> true)
                                .ifPresentOrElse(
                                        example -> known.put(group.name(), example),
                                        () -> problems.put(group.name(), problem));
                case NodeGroup.Template.LeftAlone(String reason) ->
                        problems.put(group.name(), reason);
            }
        }
        return new GroupTemplates(known, problems);
    }

    /** DaemonSet and mirror pods of a node. */
    private static List<Pod> companions(ClusterSnapshot snapshot, Node node) {
        return snapshot.podsOn(node.name()).stream()
                .filter(pod -> pod.isMirror() || pod.isDaemon())
                .filter(pod -> pod.metadata().deletionTime().isEmpty())
                .toList();
    }

    private boolean isStable(Node node) {
        return NodeReadiness.lastTransition(node)
                .filter(since -> since.plus(STABLE_AFTER).isBefore(now))
                .isPresent();
    }

    private Optional<GroupTemplate> fromNode(
            GroupReadiness readiness, ClusterSnapshot snapshot, Predicate<Node> goodEnough) {
        return readiness.ready().stream()
                .filter(node -> !node.spec().unschedulable())
                .filter(goodEnough)
                .findFirst()
                .map(node -> fromNode(readiness.group(), node, companions(snapshot, node)));
    }

    private GroupTemplate fromNode(NodeGroup group, Node node, List<Pod> pods) {
        Node lasting = lasting(node);
        return switch (group.template()) {
            case NodeGroup.Template.Known(NodeTemplate template) ->
                    new GroupTemplate(
                            group,
                            TemplateResources.addMissing(lasting, template.node()),
                            daemonPods.withForced(lasting, pods),
                            template.price());
            case NodeGroup.Template.Unknown _, NodeGroup.Template.LeftAlone _ ->
                    new GroupTemplate(
                            group, lasting, daemonPods.withForced(lasting, pods), Price.UNKNOWN);
        };
    }

    private GroupTemplate fromCloud(NodeGroup group, NodeTemplate template) {
        Node lasting = lasting(template.node());
        return new GroupTemplate(group, lasting, daemonPods.on(lasting), template.price());
    }

    private Node lasting(Node node) {
        return node.withTaints(taints.lasting(node.spec().taints()));
    }
}

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
import io.plimsoll.autoscaler.decision.template.GroupTemplate.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        Map<String, Node> examples = examples();
        boolean compared = examples.size() < state.groups().size();
        for (GroupReadiness readiness : state.groups().values()) {
            NodeGroup group = readiness.group();
            Node example = examples.get(group.name());
            if (example != null) {
                known.put(group.name(), fromNode(readiness, example, snapshot, compared));
                continue;
            }
            switch (group.template()) {
                case NodeGroup.Template.Known(NodeTemplate template) ->
                        known.put(group.name(), fromCloud(readiness, template));
                case NodeGroup.Template.Unknown(String problem) ->
                        example(readiness, _ -> true)
                                .ifPresentOrElse(
                                        any ->
                                                known.put(
                                                        group.name(),
                                                        fromNode(readiness, any, snapshot, false)),
                                        () -> problems.put(group.name(), problem));
                case NodeGroup.Template.LeftAlone(String reason) ->
                        problems.put(group.name(), reason);
            }
        }
        return new GroupTemplates(known, problems);
    }

    private Map<String, Node> examples() {
        Map<String, Node> examples = new HashMap<>();
        for (GroupReadiness readiness : state.groups().values()) {
            if (!readiness.group().isLeftAlone()) {
                example(readiness, this::isStable)
                        .ifPresent(node -> examples.put(readiness.group().name(), node));
            }
        }
        return examples;
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

    private static Optional<Node> example(GroupReadiness readiness, Predicate<Node> goodEnough) {
        return readiness.ready().stream()
                .filter(node -> !node.spec().unschedulable())
                .filter(goodEnough)
                .findFirst();
    }

    /**
     * @param compared another group has no node, so the cloud's word is wanted to compare them by
     */
    private GroupTemplate fromNode(
            GroupReadiness readiness, Node node, ClusterSnapshot snapshot, boolean compared) {
        NodeGroup group = readiness.group();
        List<Pod> pods = companions(snapshot, node);
        return switch (group.template()) {
            case NodeGroup.Template.Known(NodeTemplate template) -> {
                Node like = TemplateResources.complete(lasting(node), template);
                yield template(
                        readiness,
                        like,
                        daemonPods.withForced(like, pods),
                        compared ? Optional.of(fromCloud(readiness, template)) : Optional.empty());
            }
            case NodeGroup.Template.Unknown _, NodeGroup.Template.LeftAlone _ -> {
                Node like = lasting(node);
                yield new GroupTemplate(
                        group,
                        like,
                        daemonPods.withForced(like, pods),
                        Price.UNKNOWN,
                        Outlook.SURE);
            }
        };
    }

    private GroupTemplate fromCloud(GroupReadiness readiness, NodeTemplate template) {
        Node lasting = lasting(template.node());
        return template(readiness, lasting, daemonPods.on(lasting), Optional.empty());
    }

    private static GroupTemplate template(
            GroupReadiness readiness, Node like, List<Pod> pods, Optional<GroupTemplate> computed) {
        if (!(readiness.group().template()
                instanceof NodeGroup.Template.Known(NodeTemplate known))) {
            throw new IllegalArgumentException("the cloud says nothing of the group");
        }
        ZoneTurns zones = new ZoneTurns(known.instancesByZone());
        int ordered = readiness.missing();
        Node node = zones.areSeveral() ? GroupTemplate.inZone(like, zones.zone(ordered)) : like;
        return new GroupTemplate(
                readiness.group(),
                node,
                pods,
                known.price(),
                new Outlook(variants(node, known), zones, ordered, computed));
    }

    /** The first says what the template's node says already. */
    private static List<Node> variants(Node node, NodeTemplate template) {
        return template.variants().stream()
                .skip(1)
                .map(labels -> {
                    SortedMap<String, String> all = new TreeMap<>(node.metadata().labels());
                    all.putAll(labels);
                    return node.withLabels(all);
                })
                .toList();
    }

    private Node lasting(Node node) {
        return node.withTaints(taints.lasting(node.spec().taints()));
    }
}

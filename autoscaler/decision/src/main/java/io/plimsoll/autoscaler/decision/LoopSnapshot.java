package io.plimsoll.autoscaler.decision;

import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.clusterstate.GroupReadiness;
import io.plimsoll.autoscaler.decision.interruption.InterruptedNode;
import io.plimsoll.autoscaler.decision.model.Interruption;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import io.plimsoll.autoscaler.decision.template.GroupTemplates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The cluster as it will soon be: nodes that have not started are replaced by their groups'
 * upcoming ones, and pods of nodes that are being drained are on none.
 *
 * @param upcoming nodes of the snapshot that were ordered
 * @param closed names of those on which no pods may be placed
 * @param displaced pods of nodes that are being drained or interrupted, which need another place
 * @param interrupted nodes that lose their machines and that nobody is removing
 */
record LoopSnapshot(
        ClusterSnapshot snapshot,
        List<Node> upcoming,
        Set<String> closed,
        List<Pod> displaced,
        List<InterruptedNode> interrupted) {

    private static final Pattern ZONE_OF_PROVIDER_ID = Pattern.compile("^aws:///([^/]+)/");

    /**
     * @param snapshot of the cluster as it is; it is changed
     */
    static LoopSnapshot of(
            ClusterSnapshot snapshot,
            ClusterState state,
            GroupTemplates templates,
            History history) {
        List<Pod> displaced = displace(snapshot, history);
        Set<String> closed = new HashSet<>(history.removals().keySet());
        List<InterruptedNode> interrupted = interrupted(snapshot, state, history);
        for (InterruptedNode node : interrupted) {
            snapshot.unbind(node.name(), node.displaced());
            node.displaced().forEach(pod -> displaced.add(pod.unbound()));
            closed.add(node.name());
        }
        // What an unreadable pod takes of its node, nobody knows.
        closed.addAll(state.view().unreadablePods().keySet());
        state.ending().forEach(node -> closed.add(node.name()));
        state.cordoned().forEach(node -> closed.add(node.name()));
        state.notStarted().forEach(node -> snapshot.removeNode(node.name()));
        List<Node> upcoming = addUpcoming(snapshot, state, templates);
        for (Node node : upcoming) {
            if (node.spec().unschedulable()) {
                closed.add(node.name());
            }
        }
        return new LoopSnapshot(snapshot, upcoming, closed, displaced, interrupted);
    }

    private static List<InterruptedNode> interrupted(
            ClusterSnapshot snapshot, ClusterState state, History history) {
        List<InterruptedNode> interrupted = new ArrayList<>();
        for (Node node : state.interrupted()) {
            if (!history.removals().containsKey(node.name())) {
                Interruption.of(node)
                        .ifPresent(interruption ->
                                interrupted.add(
                                        new InterruptedNode(
                                                node, interruption, snapshot.podsOn(node.name()))));
            }
        }
        return interrupted;
    }

    /** Nodes of the snapshot that take no pods, or not yet. */
    Set<String> notThere() {
        Set<String> names = new HashSet<>(closed);
        upcoming.forEach(node -> names.add(node.name()));
        return names;
    }

    private static List<Pod> displace(ClusterSnapshot snapshot, History history) {
        List<Pod> displaced = new ArrayList<>();
        for (String node : history.removals().keySet()) {
            boolean there = snapshot.hasNode(node);
            List<Pod> moving =
                    (there ? snapshot.podsOn(node) : snapshot.homeless(node))
                            .stream().filter(LoopSnapshot::mustMove).toList();
            if (there) {
                snapshot.unbind(node, moving);
            }
            moving.forEach(pod -> displaced.add(pod.unbound()));
        }
        return displaced;
    }

    private static boolean mustMove(Pod pod) {
        return pod.metadata().deletionTime().isEmpty() && !pod.isDaemon() && !pod.isMirror();
    }

    /** Of those that are launched, as far as they say it. */
    private static List<String> zones(GroupReadiness group) {
        return Stream.concat(
                        group.notStarted().stream().map(node -> node.spec().providerId()),
                        group.instances().unregistered().stream()
                                .map(NodeGroup.Instance::providerId))
                .flatMap(providerId -> ZONE_OF_PROVIDER_ID.matcher(providerId).results())
                .map(match -> match.group(1))
                .toList();
    }

    private static List<Node> addUpcoming(
            ClusterSnapshot snapshot, ClusterState state, GroupTemplates templates) {
        List<Node> added = new ArrayList<>();
        for (GroupReadiness group : state.groups().values()) {
            String name = group.group().name();
            GroupTemplate template = templates.known().get(name);
            if (template == null) {
                continue;
            }
            List<String> zones = template.outlook().zones().areSeveral() ? zones(group) : List.of();
            for (int number = 1; number <= group.upcoming(); number++) {
                GroupTemplate.NewNode upcoming =
                        template.orderedNode(
                                "%s-upcoming-%d".formatted(name, number), number - 1, zones);
                snapshot.addNode(upcoming.node(), upcoming.pods());
                added.add(upcoming.node());
            }
        }
        return added;
    }
}

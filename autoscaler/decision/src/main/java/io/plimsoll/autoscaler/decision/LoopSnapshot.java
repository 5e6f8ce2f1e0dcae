package io.plimsoll.autoscaler.decision;

import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.clusterstate.GroupReadiness;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import io.plimsoll.autoscaler.decision.template.GroupTemplates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The cluster as it will soon be: nodes that have not started are replaced by their groups'
 * upcoming ones, and expendable pods count for nothing.
 *
 * @param present all nodes of the snapshot
 * @param open names of those on which pods may be placed
 * @param displaced pods of nodes that are being drained, which need another place
 */
record LoopSnapshot(
        ClusterSnapshot snapshot, List<Node> present, Set<String> open, List<Pod> displaced) {

    static LoopSnapshot of(
            Cluster cluster,
            ClusterState state,
            GroupTemplates templates,
            History history,
            int expendableCutoff) {
        List<Node> started =
                cluster.nodes().stream().filter(node -> !state.isStandIn(node)).toList();
        List<Pod> displaced = new ArrayList<>();
        List<Pod> bound = new ArrayList<>();
        for (Pod pod : cluster.pods()) {
            if (pod.isTerminal() || pod.spec().policy().priority() < expendableCutoff) {
                continue;
            }
            if (isDisplaced(pod, history)) {
                displaced.add(pod.unbound());
            } else {
                bound.add(pod);
            }
        }
        ClusterSnapshot snapshot = ClusterSnapshot.of(with(cluster, started, bound));
        List<Node> present = new ArrayList<>(started);
        present.addAll(addUpcoming(snapshot, state, templates));
        return new LoopSnapshot(snapshot, present, open(present, state, history), displaced);
    }

    private static boolean isDisplaced(Pod pod, History history) {
        Optional<String> node = pod.spec().nodeName();
        return node.isPresent()
                && history.deletions().containsKey(node.get())
                && pod.metadata().deletionTime().isEmpty()
                && !pod.isDaemon()
                && !pod.isMirror();
    }

    private static Cluster with(Cluster cluster, List<Node> nodes, List<Pod> pods) {
        Set<String> names = new HashSet<>();
        nodes.forEach(node -> names.add(node.name()));
        List<Pod> onNodes =
                pods.stream()
                        .filter(pod -> pod.spec().nodeName().filter(names::contains).isPresent())
                        .toList();
        return cluster.with(nodes, onNodes);
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
            for (int number = 1; number <= group.upcoming(); number++) {
                GroupTemplate.NewNode upcoming =
                        template.newNode("%s-upcoming-%d".formatted(name, number));
                snapshot.addNode(upcoming.node(), upcoming.pods());
                added.add(upcoming.node());
            }
        }
        return added;
    }

    private static Set<String> open(List<Node> present, ClusterState state, History history) {
        Set<String> open = new HashSet<>();
        // What an unreadable pod takes of its node, nobody knows.
        Set<String> unclear = state.view().unreadablePods().keySet();
        for (Node node : present) {
            if (!unclear.contains(node.name())
                    && !node.spec().unschedulable()
                    && !state.isEnding(node)
                    && !history.deletions().containsKey(node.name())) {
                open.add(node.name());
            }
        }
        return open;
    }
}

package io.plimsoll.autoscaler.simulation;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Interruption;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Workload;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.filter.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the pods that wait really need, beside what is there and what is on its way.
 *
 * @param duds instances that will never be nodes
 */
record Need(Cluster cluster, List<NodeGroup> groups, Set<String> duds) {
    private static final String TO_BE_DELETED = "ToBeDeletedByClusterAutoscaler";
    private static final String REPLACED = "consolidation.plimsoll.io/replaced";
    private static final String NOT_READY = "node.kubernetes.io/not-ready";
    private static final Comparator<Pod> QUEUE_ORDER =
            Comparator.comparing(
                            (Pod pod) -> pod.spec().policy().priority(), Comparator.reverseOrder())
                    .thenComparing(pod -> pod.metadata().creationTime())
                    .thenComparing(Pod::key);

    /**
     * The pods that wait or are about to lose their node, when nodes that are there or ordered have
     * room for all of them. A node that is to be replaced has room for none.
     */
    Optional<List<ObjectKey>> servedAlready() {
        List<Pod> waiting =
                cluster.pods().stream()
                        .filter(pod -> !pod.isTerminal())
                        .flatMap(pod -> unplaced(pod).stream())
                        .sorted(QUEUE_ORDER)
                        .toList();
        ClusterSnapshot snapshot = ClusterSnapshot.of(started());
        upcoming().forEach(node -> add(snapshot, node));
        Set<String> ending = ending();
        for (Pod pod : waiting) {
            Optional<String> place =
                    snapshot.nodeNames().stream()
                            .filter(node -> !ending.contains(node) && !isLeaving(node))
                            .filter(node -> fits(snapshot, pod, node))
                            .findFirst();
            if (place.isEmpty()) {
                return Optional.empty();
            }
            snapshot.bind(pod, place.get());
        }
        return Optional.of(waiting.stream().map(Pod::key).toList());
    }

    private Optional<Pod> unplaced(Pod pod) {
        return pod.spec().nodeName().isEmpty() || mustMove(pod)
                ? Optional.of(pod.unbound())
                : Optional.empty();
    }

    private static String nodeOf(Pod pod) {
        return pod.spec().nodeName().orElse("");
    }

    private boolean mustMove(Pod pod) {
        return !pod.isDaemon()
                && pod.metadata().deletionTime().isEmpty()
                && pod.spec().nodeName().filter(this::isLeaving).isPresent();
    }

    private boolean isLeaving(String name) {
        return cluster.nodes().stream()
                .anyMatch(node ->
                        node.name().equals(name)
                                && (isEmptied(node) || node.taint(REPLACED).isPresent()));
    }

    private static boolean isEmptied(Node node) {
        return node.taint(TO_BE_DELETED).isPresent() || node.taint(Interruption.TAINT).isPresent();
    }

    /** Which of the pods would run on one more node of which group, in words. */
    Optional<String> helpFor(List<Pod> pods) {
        for (NodeGroup group : groups) {
            if (group.size().target() < group.size().max()) {
                ClusterSnapshot snapshot = ClusterSnapshot.of(cluster);
                Node node = newNode(group, 0);
                add(snapshot, node);
                Optional<Pod> helped =
                        pods.stream().filter(pod -> fits(snapshot, pod, node.name())).findFirst();
                if (helped.isPresent()) {
                    return helped.map(pod -> pod.key() + " would run on a node of " + group.name());
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Without nodes that are not ready yet: those count as upcoming. Nor are pods there that are to
     * leave their nodes, as the scheduler will count them no more when it looks for their places.
     */
    private Cluster started() {
        List<Node> nodes = cluster.nodes().stream().filter(Need::isStarted).toList();
        List<String> names = nodes.stream().map(Node::name).toList();
        Set<String> emptied =
                nodes.stream().filter(Need::isEmptied).map(Node::name).collect(Collectors.toSet());
        return new Cluster(
                nodes,
                cluster.pods().stream()
                        .filter(pod -> pod.spec().nodeName().filter(names::contains).isPresent())
                        .filter(pod -> !mustMove(pod) || !emptied.contains(nodeOf(pod)))
                        .toList(),
                cluster.controllers(),
                cluster.storage(),
                cluster.namespaces());
    }

    /** Nobody would move pods there; as domains of a spread they are there until they are gone. */
    private Set<String> ending() {
        Set<String> machines =
                groups.stream()
                        .flatMap(group -> group.instances().stream())
                        .filter(instance -> !Invariants.isLive(instance))
                        .map(Instance::providerId)
                        .collect(Collectors.toSet());
        return cluster.nodes().stream()
                .filter(node -> machines.contains(node.spec().providerId()))
                .map(Node::name)
                .collect(Collectors.toSet());
    }

    private static boolean isStarted(Node node) {
        return node.taint(NOT_READY).isEmpty();
    }

    private List<Node> upcoming() {
        Map<String, Node> started =
                cluster.nodes().stream()
                        .filter(Need::isStarted)
                        .collect(
                                Collectors.toMap(
                                        node -> node.spec().providerId(), Function.identity()));
        List<Node> upcoming = new ArrayList<>();
        for (NodeGroup group : groups) {
            List<Instance> live = group.instances().stream().filter(Invariants::isLive).toList();
            long starting =
                    live.stream()
                            .filter(instance -> !started.containsKey(instance.providerId()))
                            .filter(instance -> !duds.contains(instance.id()))
                            .count();
            long missing = Math.max(0, group.size().target() - live.size());
            for (int number = 0; number < starting + missing; number++) {
                upcoming.add(newNode(group, number));
            }
        }
        return upcoming;
    }

    private void add(ClusterSnapshot snapshot, Node node) {
        snapshot.addNode(node, List.of());
        for (Workload workload : cluster.controllers().workloads()) {
            workload.podTemplate()
                    .filter(daemon -> fits(snapshot, daemon, node.name()))
                    .ifPresent(daemon -> snapshot.bind(daemon, node.name()));
        }
    }

    private static Node newNode(NodeGroup group, int number) {
        Node template =
                switch (group.template()) {
                    case NodeGroup.Template.Known(NodeTemplate known) -> known.node();
                    case NodeGroup.Template.Unknown(String problem) ->
                            throw new AssertionError(problem);
                    case NodeGroup.Template.LeftAlone(String reason) ->
                            throw new AssertionError(reason);
                };
        String name = "new-%s-%d".formatted(group.name(), number);
        SortedMap<String, String> labels = new TreeMap<>(template.metadata().labels());
        labels.put("kubernetes.io/hostname", name);
        Metadata metadata =
                new Metadata("", labels, new TreeMap<>(), Instant.EPOCH, Optional.empty());
        return new Node(name, metadata, template.spec(), template.status());
    }

    private static boolean fits(ClusterSnapshot snapshot, Pod pod, String node) {
        return switch (snapshot.check(pod, node)) {
            case Verdict.Fits _ -> true;
            case Verdict.Rejected _ -> false;
        };
    }
}

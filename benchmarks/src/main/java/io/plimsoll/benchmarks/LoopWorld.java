package io.plimsoll.benchmarks;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Worlds as a whole loop observes them: B6 to B10. */
final class LoopWorld {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ZONE = "eu-west-1a";
    private static final Resources SIZE = Objects.size(10_000, 100L << 30, 110);
    private static final Instant LONG_AGO = Instant.EPOCH;
    static final Pod.Status UNSCHEDULABLE =
            new Pod.Status(
                    Pod.Phase.PENDING,
                    false,
                    Optional.of(new Pod.ScheduledCondition(false, "Unschedulable", "", LONG_AGO)),
                    Optional.empty());

    private LoopWorld() {}

    /** One empty group, and pods without a controller of which 50 fill a node. */
    static Observation pending(int pods) {
        List<Pod> waiting = new ArrayList<>(pods);
        for (int index = 0; index < pods; index++) {
            waiting.add(with(Map.of(), pod("pod-" + index, 200), UNSCHEDULABLE));
        }
        return observation(List.of(), waiting);
    }

    /**
     * @param milliCpu of each pod; a node has 10,000
     */
    static Observation running(int nodes, int podsANode, long milliCpu) {
        List<Node> all = new ArrayList<>(nodes);
        List<Pod> pods = new ArrayList<>(nodes * podsANode);
        Map<String, String> movable =
                Map.of("cluster-autoscaler.kubernetes.io/safe-to-evict", "true");
        for (int node = 0; node < nodes; node++) {
            String name = "node-%06d".formatted(node);
            all.add(ready(Objects.node(name, Map.of(Objects.ZONE, ZONE), SIZE), LONG_AGO));
            for (int pod = 0; pod < podsANode; pod++) {
                Pod placed = pod("pod-%06d-%02d".formatted(node, pod), milliCpu).on(name);
                pods.add(with(movable, placed, Pod.Status.RUNNING));
            }
        }
        return observation(all, pods);
    }

    /** One that is well used, with pods of 20 ReplicaSets that fit nowhere. */
    static Observation busy(int nodes, int podsANode, int waiting) {
        Observation running = running(nodes, podsANode, 9_900 / podsANode);
        List<Pod> pods = new ArrayList<>(running.cluster().pods());
        for (int index = 0; index < waiting; index++) {
            String owner = "pending-" + index % 20;
            Pod pod = pod(owner + "-" + index, 300 + index % 20);
            OwnerReference controller =
                    new OwnerReference("apps/v1", "ReplicaSet", owner, "uid-" + owner);
            Pod owned =
                    new Pod(
                            pod.key(),
                            pod.metadata(),
                            Optional.of(controller),
                            pod.spec(),
                            pod.status());
            pods.add(with(Map.of(), owned, UNSCHEDULABLE));
        }
        Cluster cluster = Objects.cluster(running.cluster().nodes(), pods);
        return new Observation(cluster, running.nodeGroups());
    }

    /**
     * Every hundredth node says something else of its condition, and has another pod in place of
     * one of its own.
     */
    static Observation changed(Observation before, long seed) {
        Random random = new Random(seed);
        List<Pod> pods = new ArrayList<>(before.cluster().pods());
        List<Node> changed = new ArrayList<>(before.cluster().nodes());
        int nodes = changed.size();
        int podsANode = pods.size() / nodes;
        for (int node = random.nextInt(100); node < nodes; node += 100) {
            int index = node * podsANode + random.nextInt(podsANode);
            Pod old = pods.get(index);
            ObjectKey key = new ObjectKey(old.key().namespace(), old.key().name() + "-next");
            Pod next =
                    new Pod(key, old.metadata(), old.controller(), old.spec(), Pod.Status.RUNNING);
            pods.set(index, next);
            changed.set(node, ready(changed.get(node), LONG_AGO.plusSeconds(1)));
        }
        Cluster cluster = Objects.cluster(changed, pods);
        return new Observation(cluster, before.nodeGroups());
    }

    private static Observation observation(List<Node> nodes, List<Pod> pods) {
        List<NodeGroup.Instance> instances =
                nodes.stream()
                        .map(node ->
                                new NodeGroup.Instance(
                                        node.name(),
                                        node.spec().providerId(),
                                        NodeGroup.Lifecycle.IN_SERVICE))
                        .toList();
        NodeGroup group =
                new NodeGroup(
                        "group",
                        new NodeGroup.Size(0, nodes.size() + 10_000, nodes.size()),
                        instances,
                        new NodeGroup.Template.Known(
                                new NodeTemplate(
                                        Objects.node("template", Map.of(Objects.ZONE, ZONE), SIZE),
                                        new Price(96_000))),
                        NodeGroupOptions.NONE);
        return new Observation(Objects.cluster(nodes, pods), List.of(group));
    }

    private static Pod pod(String name, long milliCpu) {
        return Objects.pod(
                name, Map.of(), Resources.ofPod(milliCpu, 64L << 20), Pod.Constraints.NONE);
    }

    private static Pod with(Map<String, String> annotations, Pod pod, Pod.Status status) {
        Metadata metadata =
                new Metadata(
                        "",
                        pod.metadata().labels(),
                        new TreeMap<>(annotations),
                        LONG_AGO,
                        Optional.empty());
        ObjectKey key = pod.key();
        return new Pod(key, metadata, pod.controller(), pod.spec(), status);
    }

    static Node ready(Node node, Instant since) {
        return new Node(
                node.name(),
                node.metadata(),
                new Node.Spec("aws:///%s/%s".formatted(ZONE, node.name()), false, List.of()),
                new Node.Status(
                        node.status().capacity(),
                        node.status().allocatable(),
                        List.of(new Node.Condition("Ready", "True", "", since))));
    }
}

package io.plimsoll.autoscaler.decision;

import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.model.ClusterView;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ScaleDownOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.TaintOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.decision.scheduling.RandomWorld;
import io.plimsoll.autoscaler.decision.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Nodes, pods with every kind of constraint, groups and options that come, go and change; what does
 * not change stays the same object, and what comes back may be the one that went.
 */
final class ChangingWorld {
    private static final String SLOW_START = "example.com/slow-start";

    private final RandomWorld made;
    private final Random random;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Node> gone = new ArrayList<>();
    private final List<Pod> pods = new ArrayList<>();
    private List<NodeGroup> groups = List.of();
    private AutoscalingOptions options = AutoscalingOptions.DEFAULT;

    ChangingWorld(long seed) {
        made = new RandomWorld(seed);
        random = new Random(seed);
        made.nodes(2 + random.nextInt(12)).forEach(node -> nodes.add(settled(node)));
        made.podsOn(nodes, random.nextInt(40)).forEach(pod -> pods.add(started(pod)));
        made.pods(random.nextInt(15)).forEach(pod -> pods.add(started(pod)));
        regroup();
    }

    Observation observe() {
        return new Observation(made.cluster(nodes, pods).with(view()), groups);
    }

    AutoscalingOptions options() {
        return options;
    }

    History history(Instant now) {
        SortedMap<String, History.RemovalInFlight> removals = new TreeMap<>();
        if (random.nextInt(3) == 0) {
            removals.put(any(nodes).name(), new History.RemovalInFlight("g0", false));
        }
        SortedMap<String, Instant> unneeded = new TreeMap<>();
        unneeded.put(any(nodes).name(), now.minusSeconds(3600));
        SortedMap<String, Instant> unregistered = new TreeMap<>();
        groups.stream()
                .flatMap(group -> group.instances().stream())
                .filter(_ -> random.nextInt(3) == 0)
                .forEach(instance ->
                        unregistered.put(
                                instance.id(), now.minusSeconds(60L * random.nextInt(30))));
        return new History(
                unneeded,
                new History.Growth(new TreeMap<>(), new TreeMap<>(), unregistered),
                removals,
                History.Cooldown.NONE);
    }

    void change() {
        switch (random.nextInt(12)) {
            case 0 -> nodes.add(settled(made.node()));
            case 1 -> removeNode();
            case 2 -> replace(nodes, this::relabelled);
            case 3 -> made.podsOn(nodes, 5).forEach(pod -> pods.add(started(pod)));
            case 4 -> made.pods(5).forEach(pod -> pods.add(started(pod)));
            case 5 -> pods.removeIf(_ -> random.nextInt(4) == 0);
            case 6 -> replaceAnyPod();
            case 7 -> regroup();
            case 8 -> bringBack();
            case 9 -> replace(nodes, this::marked);
            case 10 -> options = random.nextBoolean() ? otherOptions() : AutoscalingOptions.DEFAULT;
            default -> {}
        }
    }

    private ClusterView view() {
        if (random.nextInt(8) != 0) {
            return ClusterView.COMPLETE;
        }
        Node node = any(nodes);
        ClusterView.Hold hold =
                new ClusterView.Hold(
                        Optional.of(node.name()), Optional.of(node.spec().providerId()));
        String kind = random.nextBoolean() ? "Pod" : "Node";
        ObjectKey key = new ObjectKey("", kind.equals("Pod") ? "unread" : "unread-node");
        SortedMap<String, Instant> stale = new TreeMap<>();
        if (random.nextInt(4) == 0) {
            stale.put("nodes", Instant.EPOCH);
        }
        return new ClusterView(
                stale, List.of(new ClusterView.Unreadable(kind, key, hold, "it is odd")));
    }

    private AutoscalingOptions otherOptions() {
        ScaleDownOptions down = ScaleDownOptions.DEFAULT;
        return new AutoscalingOptions(
                AutoscalingOptions.DEFAULT.scaleUp(),
                new ScaleDownOptions(
                        true,
                        new AutoscalingOptions.Utilization(
                                100 * random.nextInt(10), 500, random.nextBoolean(), false),
                        down.patience(),
                        down.parallelism(),
                        down.drain()),
                AutoscalingOptions.DEFAULT.limits(),
                AutoscalingOptions.DEFAULT.health(),
                random.nextBoolean()
                        ? TaintOptions.DEFAULT
                        : new TaintOptions(List.of(SLOW_START), List.of(), List.of()));
    }

    /** Of two groups and none; groups that change nothing are other objects that say the same. */
    private void regroup() {
        List<NodeGroup> next = new ArrayList<>();
        for (int number = 0; number < 2; number++) {
            boolean as = groups.isEmpty() || random.nextBoolean();
            next.add(as ? group(number) : sameAs(groups.get(number)));
        }
        groups = next;
    }

    private NodeGroup group(int number) {
        List<NodeGroup.Instance> instances = new ArrayList<>();
        for (Node node : nodes) {
            if (Math.floorMod(node.name().hashCode(), 4) == number + 1) {
                NodeGroup.Lifecycle lifecycle =
                        random.nextInt(10) == 0
                                ? NodeGroup.Lifecycle.TERMINATING
                                : NodeGroup.Lifecycle.IN_SERVICE;
                instances.add(
                        new NodeGroup.Instance(node.name(), node.spec().providerId(), lifecycle));
            }
        }
        if (random.nextInt(3) == 0) {
            instances.add(new NodeGroup.Instance("new", "aws:///new", NodeGroup.Lifecycle.PENDING));
        }
        NodeGroup.Template template =
                random.nextInt(8) == 0
                        ? new NodeGroup.Template.LeftAlone("it is left alone")
                        : new NodeGroup.Template.Unknown("nobody knows");
        return new NodeGroup(
                "g" + number,
                new NodeGroup.Size(random.nextInt(2), 20, instances.size() + random.nextInt(2)),
                instances,
                template,
                NodeGroupOptions.NONE);
    }

    private static NodeGroup sameAs(NodeGroup group) {
        return new NodeGroup(
                group.name(), group.size(), group.instances(), group.template(), group.options());
    }

    /** Its pods may stay a while. */
    private void removeNode() {
        Node node = any(nodes);
        if (nodes.size() > 1) {
            nodes.remove(node);
            gone.add(node);
        }
        if (random.nextBoolean()) {
            pods.removeIf(pod -> pod.spec().nodeName().filter(node.name()::equals).isPresent());
        }
    }

    private void bringBack() {
        if (!gone.isEmpty()) {
            nodes.add(gone.removeLast());
        }
    }

    private void replaceAnyPod() {
        if (!pods.isEmpty()) {
            replace(
                    pods,
                    pod ->
                            switch (random.nextInt(4)) {
                                case 0 -> pod.on(any(nodes).name());
                                case 1 -> asked(pod);
                                case 2 -> ended(pod);
                                default -> pod.unbound();
                            });
        }
    }

    private <T> void replace(List<T> list, UnaryOperator<T> change) {
        int index = random.nextInt(list.size());
        list.set(index, change.apply(list.get(index)));
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private Node relabelled(Node node) {
        SortedMap<String, String> labels = new TreeMap<>(node.metadata().labels());
        if (random.nextBoolean()) {
            labels.put(RandomWorld.ZONE, "zone-" + random.nextInt(3));
        }
        return new Node(
                node.name(),
                with(labels, node.metadata()),
                new Node.Spec(
                        node.spec().providerId(), random.nextInt(4) == 0, node.spec().taints()),
                node.status());
    }

    /** With a taint, or not ready any more. */
    private Node marked(Node node) {
        long age = 60L * random.nextInt(10);
        return switch (random.nextInt(4)) {
            case 0 ->
                    node.withTaints(
                            List.of(
                                    new Taint(
                                            TransientTaints.TO_BE_DELETED,
                                            Long.toString(World.NOW.getEpochSecond() - age),
                                            Taint.Effect.NO_SCHEDULE)));
            case 1 -> node.withTaints(List.of(new Taint(SLOW_START, "", Taint.Effect.NO_EXECUTE)));
            case 2 -> ready(node, "False", World.NOW.minus(Duration.ofMinutes(14)));
            default -> ready(node, "True", Instant.EPOCH).withTaints(List.of());
        };
    }

    private static Node settled(Node node) {
        Node known =
                new Node(
                        node.name(),
                        node.metadata(),
                        new Node.Spec(
                                "aws:///z/" + node.name(),
                                node.spec().unschedulable(),
                                node.spec().taints()),
                        node.status());
        return ready(known, "True", Instant.EPOCH);
    }

    private static Node ready(Node node, String status, Instant created) {
        Metadata old = node.metadata();
        return new Node(
                node.name(),
                new Metadata(
                        old.uid(), old.labels(), old.annotations(), created, old.deletionTime()),
                node.spec(),
                new Node.Status(
                        node.status().allocatable(),
                        node.status().allocatable(),
                        List.of(new Node.Condition("Ready", status, "", Instant.EPOCH))));
    }

    private static Pod started(Pod pod) {
        Pod.Status status =
                pod.spec().nodeName().isPresent()
                        ? Pod.Status.RUNNING
                        : new Pod.Status(
                                Pod.Phase.PENDING,
                                false,
                                Optional.of(
                                        new Pod.ScheduledCondition(
                                                false, "Unschedulable", "", Instant.EPOCH)),
                                Optional.empty());
        return new Pod(pod.key(), pod.metadata(), pod.controller(), pod.spec(), status);
    }

    private static Pod asked(Pod pod) {
        Metadata old = pod.metadata();
        Metadata metadata =
                new Metadata(
                        old.uid(),
                        old.labels(),
                        old.annotations(),
                        old.creationTime(),
                        Optional.of(World.NOW));
        return new Pod(pod.key(), metadata, pod.controller(), pod.spec(), pod.status());
    }

    private static Pod ended(Pod pod) {
        Pod.Status status =
                new Pod.Status(Pod.Phase.SUCCEEDED, false, Optional.empty(), Optional.empty());
        return new Pod(pod.key(), pod.metadata(), pod.controller(), pod.spec(), status);
    }

    private static Metadata with(SortedMap<String, String> labels, Metadata old) {
        return new Metadata(
                old.uid(), labels, old.annotations(), Instant.EPOCH, old.deletionTime());
    }
}

package io.plimsoll.autoscaler.engine.world;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.model.Workload;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.actuation.EngineOptions;
import io.plimsoll.autoscaler.engine.loop.AutoscalerLoop;
import io.plimsoll.autoscaler.engine.port.Leadership;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import io.plimsoll.autoscaler.engine.port.Ports;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A cluster and a cloud on one clock; node {@code n} is instance {@code i-n}. */
public final class World {
    static final Workload REPLICA_SET =
            new Workload(
                    "ReplicaSet", new ObjectKey("default", "web"), "web-uid", 30, Optional.empty());

    public final TestClock clock = new TestClock();
    public final InMemoryCluster cluster = new InMemoryCluster(clock);
    public final InMemoryCloud cloud = new InMemoryCloud(clock);
    public final RecordingReporter reporter = new RecordingReporter();

    public Ports ports() {
        return new Ports(cluster, cloud, reporter, Leadership.UNCONTESTED);
    }

    /** A group with {@code ready} ready nodes named {@code <group>-1}, and so on. */
    public World group(String name, int min, int max, int ready) {
        return group(name, min, max, ready, Price.UNKNOWN);
    }

    public World group(String name, int min, int max, int ready, Price price) {
        List<String> nodes =
                IntStream.rangeClosed(1, ready).mapToObj(number -> name + "-" + number).toList();
        cloud.add(
                new NodeGroup(
                        name,
                        new NodeGroup.Size(min, max, ready),
                        nodes.stream().map(node -> instance("i-" + node)).toList(),
                        new NodeGroup.Template.Known(
                                new NodeTemplate(node("template", Instant.EPOCH), price)),
                        NodeGroupOptions.NONE));
        nodes.forEach(this::register);
        return this;
    }

    public void register(String node) {
        cluster.add(node(node, clock.instant()));
    }

    public ObjectKey runningPod(String name, String node) {
        Pod pod = pod(name, Optional.of(node));
        cluster.add(pod);
        return pod.key();
    }

    /** Another pod takes its name and place. */
    public void replacePod(ObjectKey key) {
        Pod pod =
                cluster.pods().stream()
                        .filter(each -> each.key().equals(key))
                        .findFirst()
                        .orElseThrow();
        cluster.add(
                new Pod(
                        key,
                        withUid(pod.metadata(), "another"),
                        pod.controller(),
                        pod.spec(),
                        pod.status()));
    }

    /** Another node registers under its name. */
    public void replaceNode(String name) {
        Node node = node(name, clock.instant());
        cluster.add(
                new Node(name, withUid(node.metadata(), "another"), node.spec(), node.status()));
    }

    private static Metadata withUid(Metadata old, String uid) {
        return new Metadata(
                uid, old.labels(), old.annotations(), old.creationTime(), old.deletionTime());
    }

    /** Somebody asked it to go. */
    public ObjectKey leavingPod(String name, String node, Instant asked) {
        Pod pod = pod(name, Optional.of(node));
        Metadata leaving =
                new Metadata(
                        name + "-uid", new TreeMap<>(), new TreeMap<>(), asked, Optional.of(asked));
        cluster.add(new Pod(pod.key(), leaving, pod.controller(), pod.spec(), pod.status()));
        return pod.key();
    }

    public ObjectKey daemonPod(String name, String node) {
        Pod pod = pod(name, Optional.of(node));
        OwnerReference owner = new OwnerReference("apps/v1", "DaemonSet", "agent", "agent-uid");
        cluster.add(
                new Pod(pod.key(), pod.metadata(), Optional.of(owner), pod.spec(), pod.status()));
        return pod.key();
    }

    /** The scheduler has tried and found no node for it. */
    public ObjectKey pendingPod(String name) {
        Pod pod = pod(name, Optional.empty());
        Pod.ScheduledCondition unschedulable =
                new Pod.ScheduledCondition(false, "Unschedulable", "no room", clock.instant());
        Pod.Status pending =
                new Pod.Status(
                        Pod.Phase.PENDING, false, Optional.of(unschedulable), Optional.empty());
        cluster.add(new Pod(pod.key(), pod.metadata(), pod.controller(), pod.spec(), pending));
        return pod.key();
    }

    /** The group's missing instances launch, and their nodes are ready. */
    public void launchMissing(String group) {
        int number = cloud.group(group).instances().size();
        int missing = cloud.target(group) - number;
        for (int added = 1; added <= missing; added++) {
            String node = group + "-" + (number + added);
            cloud.launch(group, "i-" + node);
            register(node);
        }
    }

    /** The autoscaler, started anew. */
    public AutoscalerLoop newProcess() {
        return newProcess(ports(), EngineOptions.DEFAULT);
    }

    public AutoscalerLoop newProcess(Ports ports, EngineOptions options) {
        return new AutoscalerLoop(ports, options, reporter.memory(), clock);
    }

    public void cordon(String node) {
        cluster.edit(
                cluster.node(node), new NodeEdit(List.of(), List.of(), NodeEdit.Cordon.CORDONED));
    }

    public void taint(String node, Taint taint) {
        cluster.edit(cluster.node(node), NodeEdit.put(taint));
    }

    public Observation observe() {
        return new Observation(cluster.observe(), cloud.nodeGroups());
    }

    public static Action.NodeRemoval removal(String node, String group, ObjectKey... pods) {
        SortedMap<ObjectKey, String> moves = new TreeMap<>();
        for (ObjectKey pod : pods) {
            moves.put(pod, "elsewhere");
        }
        return new Action.NodeRemoval(node, group, moves, "it is unneeded");
    }

    public static Instance instance(String id) {
        return new Instance(id, providerId(id), Lifecycle.IN_SERVICE);
    }

    private static String providerId(String instance) {
        return "aws:///eu-west-1a/" + instance;
    }

    private static Pod pod(String name, Optional<String> node) {
        return new Pod(
                new ObjectKey("default", name),
                Metadata.NONE,
                Optional.of(new OwnerReference("apps/v1", "ReplicaSet", "web", "web-uid")),
                new Pod.Spec(
                        node,
                        Resources.ofPod(300, 300L << 20),
                        Resources.ofPod(300, 300L << 20),
                        Pod.Constraints.NONE,
                        Pod.Policy.DEFAULT),
                Pod.Status.RUNNING);
    }

    private static Node node(String name, Instant created) {
        Resources size = new Resources(1930, 7L << 30, 0, 35, new TreeMap<>());
        Metadata metadata =
                new Metadata("", new TreeMap<>(), new TreeMap<>(), created, Optional.empty());
        Node.Condition ready = new Node.Condition("Ready", "True", "KubeletReady", created);
        return new Node(
                name,
                metadata,
                new Node.Spec(providerId("i-" + name), false, List.of()),
                new Node.Status(size, size, List.of(ready)));
    }

    public void advance(Duration duration) {
        clock.advance(duration);
    }
}

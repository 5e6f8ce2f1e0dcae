package io.plimsoll.autoscaler.engine.world;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.engine.loop.AutoscalerLoop;
import io.plimsoll.autoscaler.engine.port.CloudException.Category;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Two groups under changing load, whose API server, cloud and autoscaler fail now and then, by a
 * seed.
 */
public final class TroubledWorld {
    private static final int PODS_PER_NODE = 6;

    private final World world = new World().group("kong", 1, 8, 2).group("spare", 0, 5, 0);
    private final Random random;
    private AutoscalerLoop loop = world.newProcess();
    private int wantedPods = 5;
    private int podNumber;
    private int instanceNumber;
    private final List<String> killed = new ArrayList<>();

    public TroubledWorld(long seed) {
        random = new Random(seed);
    }

    /** One loop, before which anything may have gone wrong. */
    public void stepInTrouble() {
        if (chance(10)) {
            wantedPods = random.nextInt(50);
        }
        if (chance(5)) {
            loop = world.newProcess();
        }
        if (chance(10)) {
            world.cloud.failLaunch(chance(50) ? "kong" : "spare");
        }
        if (chance(10)) {
            List<Category> categories = List.of(Category.values());
            world.cloud.refuse(categories.get(random.nextInt(categories.size())));
        }
        world.cluster.refuse(chance(10));
        runLoop(chance(30));
    }

    /** One loop in which all goes well. */
    public void stepInPeace() {
        runLoop(true);
    }

    public void endLoad() {
        wantedPods = PODS_PER_NODE / 2;
    }

    public int target(String group) {
        return world.cloud.target(group);
    }

    private void runLoop(boolean cloudDelivers) {
        loop.runOnce();
        killed.addAll(podsOnEndingMachines());
        world.cloud.stopRefusing();
        world.cluster.refuse(false);
        world.advance(loop.nextWakeup().orElse(Duration.ofSeconds(10)));
        bury();
        if (cloudDelivers) {
            deliver("kong");
            deliver("spare");
        }
        replicate();
        schedule();
    }

    /** Evicted pods end, and instances that were told to, with their nodes. */
    private void bury() {
        world.cluster.evicted().forEach(world.cluster::removePod);
        for (NodeGroup group : world.cloud.nodeGroups()) {
            for (Instance instance : group.instances()) {
                if (instance.lifecycle() == Lifecycle.TERMINATING) {
                    world.cloud.forget(group.name(), instance.id());
                    world.cluster.removeNode(instance.id().substring(2));
                }
            }
        }
    }

    private void deliver(String name) {
        NodeGroup group = world.cloud.group(name);
        for (int number = group.instances().size(); number < group.size().target(); number++) {
            String node = "%s-new-%d".formatted(name, instanceNumber++);
            world.cloud.launch(name, "i-" + node);
            world.register(node);
        }
    }

    private void replicate() {
        List<Pod> pods = world.cluster.pods();
        pods.stream().skip(wantedPods).forEach(pod -> world.cluster.removePod(pod.key()));
        for (int number = pods.size(); number < wantedPods; number++) {
            world.pendingPod("web-" + podNumber++);
        }
    }

    private void schedule() {
        List<String> room = new ArrayList<>();
        for (Node node : world.cluster.nodes()) {
            long used = podsOn(node.name()).count();
            if (node.spec().taints().isEmpty() && !node.spec().unschedulable()) {
                for (long slot = used; slot < PODS_PER_NODE; slot++) {
                    room.add(node.name());
                }
            }
        }
        pending()
                .limit(room.size())
                .toList()
                .forEach(pod -> world.runningPod(pod.name(), room.removeFirst()));
    }

    private List<String> podsOnEndingMachines() {
        return world.cloud.nodeGroups().stream()
                .flatMap(group -> group.instances().stream())
                .filter(instance -> instance.lifecycle() == Lifecycle.TERMINATING)
                .flatMap(instance -> podsOn(instance.id().substring(2)))
                .map(pod -> pod.key().toString())
                .toList();
    }

    /** Pods that were still on a machine when it was told to end: there must be none, ever. */
    public List<String> killedPods() {
        return List.copyOf(killed);
    }

    public List<String> sizesOutOfBounds() {
        return world.cloud.nodeGroups().stream()
                .filter(group ->
                        group.size().target() < group.size().min()
                                || group.size().target() > group.size().max())
                .map(group -> group.name() + " " + group.size())
                .toList();
    }

    public Stream<ObjectKey> pending() {
        return world.cluster.pods().stream()
                .filter(pod -> pod.spec().nodeName().isEmpty())
                .map(Pod::key);
    }

    public List<String> markedNodes() {
        return world.cluster.nodes().stream()
                .filter(node -> node.taint("ToBeDeletedByClusterAutoscaler").isPresent())
                .map(Node::name)
                .toList();
    }

    private Stream<Pod> podsOn(String node) {
        return world.cluster.pods().stream()
                .filter(pod -> pod.spec().nodeName().filter(node::equals).isPresent());
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}

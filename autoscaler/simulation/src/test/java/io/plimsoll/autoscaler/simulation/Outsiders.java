package io.plimsoll.autoscaler.simulation;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import io.plimsoll.autoscaler.engine.port.NodeEdit.Cordon;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.cloud.AutoScalingGroups;
import io.plimsoll.autoscaler.simulation.cluster.SimulatedCluster;
import io.plimsoll.autoscaler.simulation.spec.DeploymentSpec;
import io.plimsoll.autoscaler.simulation.spec.JobSpec;
import io.plimsoll.autoscaler.simulation.spec.TrafficSpec;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Everybody else who works on the same cluster: users with their load and Jobs, people and
 * scheduled actions that resize groups, AZ rebalancing, instances that break, a managed node
 * group's update, and a second autoscaler that only raises.
 */
final class Outsiders {
    private static final Duration EACH = Duration.ofMinutes(2);
    private static final Duration UPDATE_STEP = Duration.ofSeconds(15);
    private static final Duration UPDATE_PATIENCE = Duration.ofMinutes(15);

    private final WorldSpec spec;
    private final VirtualClock clock;
    private final SimulatedCluster cluster;
    private final AutoScalingGroups cloud;
    private final Random random;
    private boolean active;
    private int jobs;

    /** Which of them live in this world, by bit. */
    private final int cast;

    Outsiders(
            WorldSpec spec,
            VirtualClock clock,
            SimulatedCluster cluster,
            AutoScalingGroups cloud,
            Random random) {
        this.spec = spec;
        this.clock = clock;
        this.cluster = cluster;
        this.cloud = cloud;
        this.random = random;
        this.cast = random.nextInt(64);
    }

    void begin() {
        active = true;
        next();
    }

    /** Whoever began something ends it. */
    void end() {
        active = false;
    }

    private void next() {
        clock.after(
                Duration.ofSeconds(1 + random.nextLong(2 * EACH.toSeconds())),
                () -> {
                    if (active) {
                        act();
                        next();
                    }
                });
    }

    private void act() {
        int what = random.nextInt(10);
        if (what < 4) {
            use();
            return;
        }
        if ((cast & 1 << (what - 4)) == 0) {
            return;
        }
        List<NodeGroup> groups = cloud.nodeGroups();
        if (groups.isEmpty()) {
            return;
        }
        NodeGroup group = groups.get(random.nextInt(groups.size()));
        switch (what) {
            case 4 -> resize(group);
            case 5 -> raise(group, 1 + random.nextInt(3));
            case 6 -> rebalance(group);
            case 7 -> breakDown(group);
            case 8 -> update(group);
            default -> helpPending(groups);
        }
    }

    private void use() {
        if (!spec.traffic().isEmpty() && random.nextBoolean()) {
            TrafficSpec traffic = spec.traffic().get(random.nextInt(spec.traffic().size()));
            cluster.send(traffic.deployment(), random.nextInt(1500));
            return;
        }
        List<DeploymentSpec> models = spec.workloads().deployments();
        DeploymentSpec model = models.get(random.nextInt(models.size()));
        int count = 1 + random.nextInt(6);
        for (int number = 0; number < count; number++) {
            runJob(model);
        }
    }

    /** A Job that is deleted a while after it may have ended. */
    private void runJob(DeploymentSpec model) {
        ObjectKey key = new ObjectKey(model.key().namespace(), "job-" + jobs++);
        Duration time = Duration.ofSeconds(30 + random.nextInt(900));
        cluster.createJob(new JobSpec(key, model.template(), time, Optional.empty()));
        clock.after(time.multipliedBy(2).plusMinutes(2), () -> cluster.deleteJob(key));
    }

    /** A person or a scheduled action. */
    private void resize(NodeGroup group) {
        int min = group.size().min();
        want(group, min + random.nextInt(group.size().max() - min + 1));
    }

    private void raise(NodeGroup group, int by) {
        want(group, Math.min(group.size().max(), group.size().target() + by));
    }

    private void want(NodeGroup group, int size) {
        cloud.resize(group.name(), size);
    }

    /** One instance comes, and then another goes, whatever runs on it. */
    private void rebalance(NodeGroup group) {
        Optional<Instance> old = running(group);
        if (old.isPresent() && group.size().target() < group.size().max()) {
            raise(group, 1);
            clock.after(Duration.ofSeconds(60), () -> end(group.name(), old.get()));
        }
    }

    /** One instance goes and another comes; the desired capacity stays. */
    private void breakDown(NodeGroup group) {
        running(group).ifPresent(instance -> replace(group, instance));
    }

    private void replace(NodeGroup group, Instance instance) {
        if (end(group.name(), instance)) {
            cloud.resize(group.name(), group.size().target());
        }
    }

    private void helpPending(List<NodeGroup> groups) {
        boolean somebodyWaits = cluster.observe().pods().stream().anyMatch(Pod::isUnschedulable);
        if (somebodyWaits) {
            raise(groups.get(random.nextInt(groups.size())), 1 + random.nextInt(2));
        }
    }

    /** As EKS updates a managed node group: one more, then one node after the other is drained. */
    private void update(NodeGroup group) {
        Optional<Instance> old = running(group);
        if (old.isEmpty() || group.size().target() >= group.size().max()) {
            return;
        }
        raise(group, 1);
        clock.after(Duration.ofSeconds(60), () -> drain(group.name(), old.get(), Duration.ZERO));
    }

    private void drain(String group, Instance instance, Duration since) {
        Optional<Node> found = node(instance);
        if (found.isEmpty()) {
            return;
        }
        Node node = found.get();
        if (since.compareTo(UPDATE_PATIENCE) > 0) {
            cordon(node, Cordon.UNCORDONED);
            return;
        }
        cordon(node, Cordon.CORDONED);
        List<Pod> pods =
                cluster.observe().pods().stream()
                        .filter(pod ->
                                pod.spec().nodeName().filter(node.name()::equals).isPresent())
                        .filter(pod -> !pod.isDaemon() && !pod.isTerminal())
                        .toList();
        if (pods.isEmpty() && end(group, instance)) {
            return;
        }
        for (Pod pod : pods) {
            cluster.evict(
                    pod.key(), pod.metadata().uid(), pod.spec().policy().terminationGracePeriod());
        }
        clock.after(UPDATE_STEP, () -> drain(group, instance, since.plus(UPDATE_STEP)));
    }

    private void cordon(Node node, Cordon cordon) {
        cluster.edit(node, new NodeEdit(List.of(), List.of(), cordon));
    }

    /** False where the group would have too few. */
    private boolean end(String group, Instance instance) {
        try {
            cloud.terminate(group, instance);
            return true;
        } catch (CloudException _) {
            return false;
        }
    }

    private Optional<Instance> running(NodeGroup group) {
        List<Instance> running =
                group.instances().stream()
                        .filter(instance -> instance.lifecycle() == Lifecycle.IN_SERVICE)
                        .toList();
        return running.isEmpty()
                ? Optional.empty()
                : Optional.of(running.get(random.nextInt(running.size())));
    }

    private Optional<Node> node(Instance instance) {
        return cluster.observe().nodes().stream()
                .filter(node -> node.spec().providerId().equals(instance.providerId()))
                .findFirst();
    }
}

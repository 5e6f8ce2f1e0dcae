package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.simulation.clock.Jitter;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.cloud.MachineEvents;
import io.plimsoll.autoscaler.simulation.cloud.SimulatedInstance;
import io.plimsoll.autoscaler.simulation.event.EventLog;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.autoscaler.simulation.spec.Timing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Nodes come and go with their machines. A node is removed when its instance is gone, as the cloud
 * controller does; what still ran on it stops serving then and is garbage-collected later.
 */
final class Machines implements MachineEvents {
    private final VirtualClock clock;
    private final EventLog journal;
    private final ClusterObjects objects;
    private final Kubelets kubelets;
    private final Timing timing;
    private final Jitter jitter;

    Machines(
            VirtualClock clock,
            EventLog journal,
            ClusterObjects objects,
            Kubelets kubelets,
            Timing timing,
            Jitter jitter) {
        this.clock = clock;
        this.journal = journal;
        this.jitter = jitter;
        this.objects = objects;
        this.kubelets = kubelets;
        this.timing = timing;
    }

    @Override
    public void found(SimulatedInstance instance, SimulatedNodeGroup group) {
        objects.put(
                node(instance, group)
                        .untainted(group.machine().startupTaints())
                        .ready(clock.instant()));
    }

    @Override
    public void booted(SimulatedInstance instance, SimulatedNodeGroup group) {
        SimulatedNode node = node(instance, group).unready(clock.instant());
        objects.put(node);
        clock.after(
                jitter.around(timing.instance().nodeReady()),
                () -> {
                    becomeReady(node.name());
                    startAgents(node.name(), group.machine().startupTaints());
                });
    }

    @Override
    public void stopped(SimulatedInstance instance) {
        objects.nodes().stream()
                .filter(node -> node.instance().equals(instance.id()))
                .findFirst()
                .ifPresent(this::remove);
    }

    private void becomeReady(String name) {
        Instant now = clock.instant();
        objects.node(name)
                .ifPresent(node -> {
                    objects.put(node.ready(now));
                    journal.add(new WorldEvent.NodeReady(now, node.nodeGroup(), name));
                });
    }

    /** Agents are pods of DaemonSets that tolerate their taint, and take it away when they run. */
    private void startAgents(String name, List<String> startupTaints) {
        if (startupTaints.isEmpty()) {
            return;
        }
        clock.after(
                jitter.around(timing.pod().imagePull().plus(timing.pod().podReady())),
                () -> objects.updateNode(name, node -> node.untainted(startupTaints)));
    }

    private void remove(SimulatedNode node) {
        Instant now = clock.instant();
        objects.removeNode(node.name());
        kubelets.forgetNode(node.name());
        journal.add(new WorldEvent.NodeGone(now, node.nodeGroup(), node.name()));
        forPodsOn(node, pod -> objects.put(pod.unready(now)));
        clock.after(
                timing.controlPlane().podGc(),
                () -> forPodsOn(node, pod -> kubelets.remove(pod.key())));
    }

    private void forPodsOn(SimulatedNode node, Consumer<SimulatedPod> action) {
        List<SimulatedPod> pods = objects.podsOn(node.name());
        pods.forEach(action);
    }

    private SimulatedNode node(SimulatedInstance instance, SimulatedNodeGroup group) {
        Node template = group.machine().template().node();
        String zone = instance.place().zone();
        String name = name(instance.number(), zone);
        SortedMap<String, String> labels = new TreeMap<>(template.metadata().labels());
        labels.put("kubernetes.io/hostname", name);
        labels.put("node.kubernetes.io/instance-type", group.machine().instanceType());
        labels.put("topology.kubernetes.io/zone", zone);
        Metadata metadata =
                new Metadata(
                        instance.id(),
                        labels,
                        template.metadata().annotations(),
                        clock.instant(),
                        Optional.empty());
        Node.Spec spec = new Node.Spec(instance.providerId(), false, template.spec().taints());
        return new SimulatedNode(
                new Node(name, metadata, spec, template.status()), group.name(), instance.id());
    }

    /** Private DNS names as EC2 gives them, counted up through one subnet. */
    private static String name(int number, String zone) {
        int address = number + 10;
        String region = zone.isEmpty() ? zone : zone.substring(0, zone.length() - 1);
        return "ip-10-0-%d-%d.%s.compute.internal".formatted(address / 250, address % 250, region);
    }
}

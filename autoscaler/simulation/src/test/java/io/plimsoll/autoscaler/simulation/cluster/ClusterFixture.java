package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.simulation.clock.Jitter;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.event.EventLog;
import io.plimsoll.autoscaler.simulation.spec.PodTemplate;
import io.plimsoll.autoscaler.simulation.spec.Timing.PodTiming;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** An API server with kubelets, whose clock a test moves. */
final class ClusterFixture {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final OwnerReference OWNER =
            new OwnerReference("apps/v1", "ReplicaSet", "kong", "uid-of-kong");

    final VirtualClock clock = new VirtualClock(START);
    final EventLog journal = new EventLog();
    final ClusterObjects objects = new ClusterObjects();
    final Kubelets kubelets =
            new Kubelets(
                    clock,
                    objects,
                    journal,
                    new PodTiming(
                            Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(15)),
                    new Jitter(0, 0));

    static ObjectKey key(String name) {
        return new ObjectKey("kong", name);
    }

    static PodTemplate template(Resources requests) {
        Pod pod =
                new Pod(
                        key("template"),
                        new Metadata(
                                "",
                                new TreeMap<>(Map.of("app", "kong")),
                                new TreeMap<>(),
                                Instant.EPOCH,
                                Optional.empty()),
                        Optional.empty(),
                        new Pod.Spec(
                                Optional.empty(),
                                requests,
                                requests,
                                Pod.Constraints.NONE,
                                Pod.Policy.DEFAULT),
                        Pod.Status.PENDING);
        return new PodTemplate(pod, "kong:3.9", OptionalLong.of(1500));
    }

    static PodOrigin origin() {
        return new PodOrigin(
                "kong", OWNER, template(Resources.ofPod(300, 300L << 20)), Optional.empty());
    }

    /** In the API server, on no node, made now. */
    SimulatedPod pending(String name) {
        Pod model = origin().template().pod();
        Metadata metadata =
                new Metadata(
                        "uid-of-" + name,
                        model.metadata().labels(),
                        model.metadata().annotations(),
                        clock.instant(),
                        Optional.empty());
        SimulatedPod pod =
                new SimulatedPod(
                        new Pod(
                                key(name),
                                metadata,
                                Optional.of(OWNER),
                                model.spec(),
                                Pod.Status.PENDING),
                        origin(),
                        new SimulatedPod.Progress(Optional.empty(), clock.instant()));
        objects.put(pod);
        return pod;
    }

    SimulatedPod running(String name, String node) {
        SimulatedPod pod = pending(name).bound(node, clock.instant()).running();
        objects.put(pod);
        return pod;
    }

    SimulatedPod ready(String name, String node) {
        SimulatedPod pod = running(name, node).ready(clock.instant());
        objects.put(pod);
        return pod;
    }

    SimulatedNode node(String name, long milliCpu, Taint... taints) {
        Resources allocatable = new Resources(milliCpu, 8L << 30, 20L << 30, 35, new TreeMap<>());
        SimulatedNode node =
                new SimulatedNode(
                                new Node(
                                        name,
                                        Metadata.NONE,
                                        new Node.Spec("", false, Arrays.asList(taints)),
                                        new Node.Status(allocatable, allocatable, List.of())),
                                "kong",
                                "i-" + name)
                        .ready(clock.instant());
        objects.put(node);
        return node;
    }

    void pass(int seconds) {
        Instant end = clock.instant().plusSeconds(seconds);
        while (clock.next().filter(next -> !next.isAfter(end)).isPresent()) {
            clock.moveTo(clock.next().orElseThrow());
            clock.runDue();
        }
        clock.moveTo(end);
    }
}

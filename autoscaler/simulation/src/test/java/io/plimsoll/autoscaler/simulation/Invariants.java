package io.plimsoll.autoscaler.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodVolume;
import io.plimsoll.autoscaler.decision.model.Workload;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.filter.Verdict;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.autoscaler.simulation.spec.PdbSpec;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What holds in every world at every moment. Reckoned from the specification and from what the
 * world shows, not with the code that is under test; only the question whether a pod fits on a node
 * is asked of the packing code.
 */
final class Invariants {
    /** Boot, readiness, image and some loops; nobody waits longer for a node that may be had. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** {@code --max-node-group-backoff-duration} by default. */
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(30);

    private static final String SAFE_TO_EVICT = "cluster-autoscaler.kubernetes.io/safe-to-evict";
    private static final String SAFE_VOLUMES =
            "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes";

    private final WorldSpec spec;
    private final SimulatedWorld world;
    private Instant nextFitCheck;
    private Instant lastLaunchFailure = Instant.EPOCH;

    private Invariants(WorldSpec spec) {
        this.spec = spec;
        this.world = new SimulatedWorld(spec);
        this.nextFitCheck = world.now();
    }

    /** A new world under watch. */
    static Invariants of(WorldSpec spec) {
        Invariants invariants = new Invariants(spec);
        invariants.world.onEvent(invariants::check);
        invariants.world.onLoop(invariants::neverBreaks);
        return invariants;
    }

    SimulatedWorld world() {
        return world;
    }

    /** As {@link SimulatedWorld#runFor}, looking after each moment at which something happened. */
    void runFor(Duration duration) {
        runUntilSettled(_ -> false, duration);
    }

    boolean runUntilSettled(Predicate<SimulatedWorld> settled, Duration limit) {
        return world.runUntilSettled(
                now -> {
                    checkState();
                    return settled.test(now);
                },
                limit);
    }

    /** Single actions may fail, as an eviction against a budget does; the loop itself may not. */
    private void neverBreaks(LoopReport report) {
        assertThat(report.outcomes())
                .as(() -> at("outcomes"))
                .noneMatch(LoopReport.Outcome.Broken.class::isInstance);
    }

    private void check(WorldEvent event) {
        switch (event) {
            case WorldEvent.Evicted evicted -> allowsEviction(evicted);
            case WorldEvent.ScaleDown scaleDown -> mayGo(scaleDown.node());
            case WorldEvent.LaunchFailed failure -> lastLaunchFailure = failure.time();
            case WorldEvent.PodPending _,
                    WorldEvent.PodRunning _,
                    WorldEvent.SpotInterrupted _,
                    WorldEvent.PodGone _,
                    WorldEvent.ScaleUp _,
                    WorldEvent.InstanceLaunched _,
                    WorldEvent.NodeReady _,
                    WorldEvent.NodeGone _,
                    WorldEvent.HpaScaled _,
                    WorldEvent.LoadChanged _ -> {}
        }
    }

    private void checkState() {
        for (SimulatedNodeGroup group : spec.groups()) {
            int desired = world.desiredCapacity().getOrDefault(group.name(), -1);
            assertThat(desired)
                    .as(() -> at("desired capacity of " + group.name()))
                    .isBetween(group.size().min(), group.size().max());
        }
        for (NodeGroup group : world.nodeGroups()) {
            checkInstances(group);
        }
        if (!world.now().isBefore(nextFitCheck)) {
            nextFitCheck = world.now().plus(Duration.ofMinutes(1));
            nobodyWaitsInVain();
        }
    }

    private void checkInstances(NodeGroup group) {
        List<NodeGroup.Instance> live =
                group.instances().stream()
                        .filter(instance -> instance.lifecycle() != Lifecycle.TERMINATING)
                        .toList();
        assertThat(live)
                .as(() -> at("instances of " + group.name()))
                .hasSizeLessThanOrEqualTo(group.size().max());
        for (NodeGroup.Instance instance : group.instances()) {
            if (instance.lifecycle() == Lifecycle.TERMINATING) {
                assertThat(podsOn(instance))
                        .as(() -> at("pods on ending " + instance.id()))
                        .isEmpty();
            }
        }
    }

    private List<ObjectKey> podsOn(NodeGroup.Instance instance) {
        Cluster cluster = world.cluster();
        return cluster.nodes().stream()
                .filter(node -> node.spec().providerId().equals(instance.providerId()))
                .flatMap(node -> podsOn(node.name()).stream())
                .filter(pod -> !pod.isDaemon() && !pod.isTerminal())
                .map(Pod::key)
                .toList();
    }

    private List<Pod> podsOn(String node) {
        return world.cluster().pods().stream()
                .filter(pod -> pod.spec().nodeName().filter(node::equals).isPresent())
                .toList();
    }

    /** Called while the pod is still whole. */
    private void allowsEviction(WorldEvent.Evicted event) {
        Pod pod = pod(event.pod());
        if (!pod.isDaemon()) {
            assertThat(pod.metadata().annotations().get(SAFE_TO_EVICT))
                    .as(() -> at("safe-to-evict of evicted " + pod.key()))
                    .isNotEqualTo("false");
        }
        for (PdbSpec budget : spec.workloads().budgets()) {
            BudgetArithmetic arithmetic = new BudgetArithmetic(budget, world.cluster());
            if (arithmetic.selects(pod)) {
                assertThat(arithmetic.healthyWithout(pod))
                        .as(() -> at("healthy pods after evicting " + pod.key()))
                        .isGreaterThanOrEqualTo(arithmetic.mustStay());
            }
        }
    }

    private void mayGo(String node) {
        for (Pod pod : podsOn(node)) {
            assertThat(isUnmovable(pod))
                    .as(() -> at("unmovable pod %s on %s".formatted(pod.key(), node)))
                    .isFalse();
        }
    }

    private static boolean isUnmovable(Pod pod) {
        boolean saysSo = "true".equals(pod.metadata().annotations().get(SAFE_TO_EVICT));
        if (pod.isDaemon() || pod.isTerminal() || saysSo) {
            return false;
        }
        List<String> safe =
                List.of(pod.metadata().annotations().getOrDefault(SAFE_VOLUMES, "").split(","));
        boolean holdsData =
                pod.spec().constraints().volumes().stream()
                        .filter(PodVolume.Local.class::isInstance)
                        .anyMatch(volume -> !safe.contains(volume.name()));
        return holdsData
                || pod.controller().isEmpty()
                || "false".equals(pod.metadata().annotations().get(SAFE_TO_EVICT));
    }

    /** A pod that a new node would help gets one, if not from a cloud that just had none. */
    private void nobodyWaitsInVain() {
        if (lastLaunchFailure.plus(LONGEST_BACKOFF).plus(PATIENCE).isAfter(world.now())) {
            return;
        }
        List<Pod> overdue = world.cluster().pods().stream().filter(this::isOverdue).toList();
        if (overdue.isEmpty()) {
            return;
        }
        for (NodeGroup group : world.nodeGroups()) {
            if (group.size().target() < group.size().max()) {
                assertThat(overdue)
                        .as(() -> at("pods that wait for a node of " + group.name()))
                        .noneMatch(fitsOnNewNode(group));
            }
        }
    }

    private boolean isOverdue(Pod pod) {
        return pod.isUnschedulable()
                && pod.status()
                        .scheduled()
                        .filter(said -> said.since().plus(PATIENCE).isBefore(world.now()))
                        .isPresent();
    }

    /** With the cluster as it is, and one more node of the group with its daemons. */
    private Predicate<Pod> fitsOnNewNode(NodeGroup group) {
        Node node = newNode(group);
        ClusterSnapshot snapshot = ClusterSnapshot.of(world.cluster());
        snapshot.addNode(node, List.of());
        for (Workload workload : world.cluster().controllers().workloads()) {
            workload.podTemplate()
                    .filter(daemon -> fits(snapshot, daemon, node))
                    .ifPresent(daemon -> snapshot.bind(daemon, node.name()));
        }
        return pod -> fits(snapshot, pod, node);
    }

    private static Node newNode(NodeGroup group) {
        Node template =
                switch (group.template()) {
                    case NodeGroup.Template.Known(NodeTemplate known) -> known.node();
                    case NodeGroup.Template.Unknown(String problem) ->
                            throw new AssertionError(problem);
                    case NodeGroup.Template.LeftAlone(String reason) ->
                            throw new AssertionError(reason);
                };
        SortedMap<String, String> labels = new TreeMap<>(template.metadata().labels());
        labels.put("kubernetes.io/hostname", "new-node");
        Metadata metadata =
                new Metadata("", labels, new TreeMap<>(), Instant.EPOCH, Optional.empty());
        return new Node("new-node", metadata, template.spec(), template.status());
    }

    private static boolean fits(ClusterSnapshot snapshot, Pod pod, Node node) {
        return switch (snapshot.check(pod, node.name())) {
            case Verdict.Fits _ -> true;
            case Verdict.Rejected _ -> false;
        };
    }

    private Pod pod(ObjectKey key) {
        return world.cluster().pods().stream()
                .filter(pod -> pod.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private String at(String what) {
        return "seed %d, %s after the start: %s".formatted(spec.seed(), world.elapsed(), what);
    }
}

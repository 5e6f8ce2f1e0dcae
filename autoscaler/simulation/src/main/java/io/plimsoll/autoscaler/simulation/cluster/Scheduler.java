package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.filter.Verdict;
import io.plimsoll.autoscaler.decision.scheduling.score.NodeScores;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.event.EventLog;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * kube-scheduler: by priority, then by age, each pod goes to the best of the nodes that the packing
 * code lets it run on. It takes no time, and does not preempt.
 */
final class Scheduler {
    private static final Comparator<SimulatedPod> QUEUE_ORDER =
            Comparator.comparing(
                            (SimulatedPod pod) -> pod.pod().spec().policy().priority(),
                            Comparator.reverseOrder())
                    .thenComparing(pod -> pod.pod().metadata().creationTime())
                    .thenComparing(SimulatedPod::key);

    private final VirtualClock clock;
    private final EventLog journal;
    private final ClusterObjects objects;
    private final Kubelets kubelets;

    /** Of the last pass; the next one follows what changed since. */
    private Optional<Pass> last = Optional.empty();

    private Cluster.Namespaces namespaces = Cluster.Namespaces.NONE;

    Scheduler(VirtualClock clock, EventLog journal, ClusterObjects objects, Kubelets kubelets) {
        this.clock = clock;
        this.journal = journal;
        this.objects = objects;
        this.kubelets = kubelets;
    }

    /**
     * Binds whatever fits somewhere.
     *
     * @param cluster tells what the API server shows now; not asked while no pod waits
     */
    void schedule(Supplier<Cluster> cluster) {
        List<SimulatedPod> queue =
                objects.unboundPods().stream()
                        .filter(SimulatedPod::isActive)
                        .sorted(QUEUE_ORDER)
                        .toList();
        if (queue.isEmpty()) {
            return;
        }
        Pass pass = follow(cluster.get());
        pass.snapshot().fork();
        queue.forEach(pod -> schedule(pod, pass));
        pass.snapshot().revert();
    }

    private Pass follow(Cluster cluster) {
        Optional<Pass> known =
                last.filter(pass ->
                        !pass.snapshot().isWorn() && namespaces.equals(cluster.namespaces()));
        namespaces = cluster.namespaces();
        known.ifPresent(pass -> pass.snapshot().follow(cluster));
        Pass pass = known.orElseGet(() -> Pass.of(ClusterSnapshot.of(cluster)));
        last = Optional.of(pass);
        return pass;
    }

    private record Pass(ClusterSnapshot snapshot, NodeScores scores) {
        static Pass of(ClusterSnapshot snapshot) {
            return new Pass(snapshot, new NodeScores(snapshot));
        }
    }

    private void schedule(SimulatedPod pod, Pass pass) {
        if (!pod.pod().spec().policy().gates().isEmpty()) {
            wait(pod, "SchedulingGated", "Scheduling is blocked due to non-empty scheduling gates");
            return;
        }
        List<String> candidates = new ArrayList<>();
        SortedMap<String, Integer> rejections = new TreeMap<>();
        for (String node : pass.snapshot().nodeNames()) {
            switch (pass.snapshot().check(pod.pod(), node)) {
                case Verdict.Fits _ -> candidates.add(node);
                case Verdict.Rejected rejected ->
                        rejections.merge(rejected.reason(), 1, Integer::sum);
            }
        }
        Optional<String> best = pass.scores().best(pod.pod(), candidates);
        if (best.isPresent()) {
            bind(pod, best.get(), pass);
        } else {
            wait(pod, "Unschedulable", message(rejections));
        }
    }

    private void bind(SimulatedPod pod, String node, Pass pass) {
        SimulatedPod bound = pod.bound(node, clock.instant());
        pass.snapshot().bind(bound.pod(), node);
        objects.put(bound);
        kubelets.take(bound, node);
    }

    private void wait(SimulatedPod pod, String reason, String message) {
        Optional<Pod.ScheduledCondition> before = pod.pod().status().scheduled();
        if (before.filter(condition -> condition.message().equals(message)).isPresent()) {
            return;
        }
        objects.put(pod.unscheduled(reason, message, clock.instant()));
        if (before.filter(condition -> condition.reason().equals(reason)).isEmpty()) {
            journal.add(new WorldEvent.PodPending(clock.instant(), pod.key(), message));
        }
    }

    /** In the scheduler's words: {@code 0/3 nodes are available: 3 Insufficient cpu.} */
    private static String message(SortedMap<String, Integer> rejections) {
        if (rejections.isEmpty()) {
            return "no nodes available to schedule pods";
        }
        int nodes = rejections.values().stream().mapToInt(Integer::intValue).sum();
        List<String> reasons =
                rejections.entrySet().stream()
                        .map(rejection -> rejection.getValue() + " " + rejection.getKey())
                        .sorted()
                        .toList();
        return "0/%d nodes are available: %s.".formatted(nodes, String.join(", ", reasons));
    }
}

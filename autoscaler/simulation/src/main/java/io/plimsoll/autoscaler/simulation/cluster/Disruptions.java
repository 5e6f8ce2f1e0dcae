package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.DisruptionLimit;
import io.plimsoll.autoscaler.decision.model.DisruptionLimit.Amount;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod.Phase;
import io.plimsoll.autoscaler.decision.model.PodDisruptionBudget;
import io.plimsoll.autoscaler.decision.model.Workload;
import io.plimsoll.autoscaler.engine.port.ClusterApi.Eviction;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.event.EventLog;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.autoscaler.simulation.spec.PdbSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The disruption controller and the eviction API. The controller is never behind: what an eviction
 * takes from a budget counts at once.
 */
final class Disruptions {
    private final List<PdbSpec> specs;
    private final ClusterObjects objects;
    private final Supplier<Collection<Workload>> workloads;
    private final Termination termination;

    Disruptions(
            List<PdbSpec> specs,
            ClusterObjects objects,
            Supplier<Collection<Workload>> workloads,
            Termination termination) {
        this.specs = List.copyOf(specs);
        this.objects = objects;
        this.workloads = workloads;
        this.termination = termination;
    }

    /** How an accepted eviction ends the pod. */
    record Termination(VirtualClock clock, EventLog journal, Kubelets kubelets) {}

    List<PodDisruptionBudget> budgets() {
        return specs.stream()
                .map(spec ->
                        new PodDisruptionBudget(
                                spec.key(), spec.selector(), status(spec).allowed()))
                .toList();
    }

    /** {@code policy/v1 Eviction}, as the API server answers it. */
    Eviction evict(ObjectKey key, String uid, Duration gracePeriod) {
        Optional<SimulatedPod> found =
                objects.pod(key).filter(pod -> pod.pod().metadata().uid().equals(uid));
        if (found.isEmpty()) {
            return Eviction.NOT_FOUND;
        }
        SimulatedPod pod = found.get();
        if (pod.isTerminating()) {
            return Eviction.ACCEPTED;
        }
        if (!mayGo(pod)) {
            return Eviction.BLOCKED_BY_BUDGET;
        }
        pod.node()
                .ifPresent(node ->
                        termination
                                .journal()
                                .add(
                                        new WorldEvent.Evicted(
                                                termination.clock().instant(),
                                                key,
                                                node,
                                                siblingsServing(pod))));
        termination.kubelets().delete(key, Optional.of(gracePeriod));
        return Eviction.ACCEPTED;
    }

    private boolean mayGo(SimulatedPod pod) {
        boolean neverProtected =
                pod.pod().isTerminal() || pod.pod().status().phase() == Phase.PENDING;
        if (neverProtected) {
            return true;
        }
        List<PdbSpec> matching = specs.stream().filter(spec -> selects(spec, pod)).toList();
        if (matching.isEmpty()) {
            return true;
        }
        // The API server refuses to reckon with several budgets on one pod.
        return matching.size() == 1 && status(matching.getFirst()).admits(pod);
    }

    /**
     * @param desired how many must stay healthy
     */
    private record Status(int healthy, int desired, int expected) {
        int allowed() {
            return expected <= 0 ? 0 : Math.max(0, healthy - desired);
        }

        /** An unhealthy pod may go while enough others are healthy (IfHealthyBudget). */
        boolean admits(SimulatedPod pod) {
            return allowed() > 0 || (!pod.isServing() && desired > 0 && healthy >= desired);
        }
    }

    private Status status(PdbSpec spec) {
        List<SimulatedPod> pods =
                objects.pods().stream().filter(pod -> selects(spec, pod)).toList();
        int healthy = Math.toIntExact(pods.stream().filter(SimulatedPod::isServing).count());
        int expected =
                spec.limit() instanceof DisruptionLimit.MinAvailable(Amount.Pods _)
                        ? pods.size()
                        : wantedByControllers(pods);
        return new Status(healthy, spec.limit().desired(expected), expected);
    }

    private int wantedByControllers(List<SimulatedPod> pods) {
        List<String> owners =
                pods.stream().map(pod -> pod.origin().owner().uid()).distinct().toList();
        return workloads.get().stream()
                .filter(workload -> owners.contains(workload.uid()))
                .mapToInt(Workload::replicas)
                .sum();
    }

    private int siblingsServing(SimulatedPod pod) {
        OwnerReference owner = pod.origin().owner();
        return Math.toIntExact(
                objects.podsOf(owner).stream()
                        .filter(other -> !other.key().equals(pod.key()))
                        .filter(SimulatedPod::isServing)
                        .count());
    }

    private static boolean selects(PdbSpec spec, SimulatedPod pod) {
        return spec.key().namespace().equals(pod.key().namespace())
                && spec.selector()
                        .filter(selector -> selector.matches(pod.pod().metadata().labels()))
                        .isPresent();
    }
}

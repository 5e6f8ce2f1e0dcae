package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Pod.Phase;
import io.plimsoll.autoscaler.decision.model.Pod.ScheduledCondition;
import java.time.Instant;
import java.util.Optional;

/**
 * A pod of the API server, with what only the kubelet and its controller know of it.
 *
 * @param pod as everybody else sees it
 */
record SimulatedPod(Pod pod, PodOrigin origin, Progress progress) {

    /**
     * @param started when the kubelet took the pod
     * @param readySince when condition Ready last changed
     */
    record Progress(Optional<Instant> started, Instant readySince) {}

    ObjectKey key() {
        return pod.key();
    }

    Optional<String> node() {
        return pod.spec().nodeName();
    }

    boolean isOn(String node) {
        return node().filter(node::equals).isPresent();
    }

    boolean isTerminating() {
        return pod.metadata().deletionTime().isPresent();
    }

    boolean isRunning() {
        return pod.status().phase() == Phase.RUNNING;
    }

    /** Takes traffic, and counts as healthy for a budget. */
    boolean isServing() {
        return pod.status().ready() && !isTerminating();
    }

    /** Counts towards what its controller wants. */
    boolean isActive() {
        return !isTerminating() && !pod.isTerminal();
    }

    SimulatedPod bound(String node, Instant now) {
        ScheduledCondition scheduled = new ScheduledCondition(true, "", "", now);
        Pod bound =
                withStatus(
                        pod.on(node),
                        new Pod.Status(
                                Phase.PENDING, false, Optional.of(scheduled), Optional.empty()));
        return new SimulatedPod(bound, origin, new Progress(Optional.of(now), now));
    }

    /** Not scheduled, for {@code reason}; the time is kept while nothing but the words change. */
    SimulatedPod unscheduled(String reason, String message, Instant now) {
        Instant since =
                pod.status()
                        .scheduled()
                        .filter(condition -> condition.reason().equals(reason))
                        .map(ScheduledCondition::since)
                        .orElse(now);
        ScheduledCondition condition = new ScheduledCondition(false, reason, message, since);
        Pod.Status status =
                new Pod.Status(Phase.PENDING, false, Optional.of(condition), Optional.empty());
        return new SimulatedPod(withStatus(pod, status), origin, progress);
    }

    SimulatedPod running() {
        return inPhase(Phase.RUNNING, false, progress.readySince());
    }

    SimulatedPod ready(Instant now) {
        return inPhase(Phase.RUNNING, true, now);
    }

    SimulatedPod unready(Instant now) {
        return inPhase(pod.status().phase(), false, now);
    }

    SimulatedPod succeeded(Instant now) {
        return inPhase(Phase.SUCCEEDED, false, now);
    }

    /**
     * @param deletionTime when the grace period ends, as the API server writes it
     */
    SimulatedPod terminating(Instant deletionTime) {
        Metadata metadata = pod.metadata();
        Metadata deleted =
                new Metadata(
                        metadata.uid(),
                        metadata.labels(),
                        metadata.annotations(),
                        metadata.creationTime(),
                        Optional.of(deletionTime));
        return new SimulatedPod(
                new Pod(pod.key(), deleted, pod.controller(), pod.spec(), pod.status()),
                origin,
                progress);
    }

    private SimulatedPod inPhase(Phase phase, boolean ready, Instant readySince) {
        Pod.Status status =
                new Pod.Status(phase, ready, pod.status().scheduled(), Optional.empty());
        return new SimulatedPod(
                withStatus(pod, status), origin, new Progress(progress.started(), readySince));
    }

    private static Pod withStatus(Pod pod, Pod.Status status) {
        return new Pod(pod.key(), pod.metadata(), pod.controller(), pod.spec(), status);
    }
}

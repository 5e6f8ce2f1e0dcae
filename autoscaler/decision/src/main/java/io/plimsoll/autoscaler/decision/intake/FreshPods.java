package io.plimsoll.autoscaler.decision.intake;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Gpu;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Workload;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.IntakeOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Pods so new that more of their kind may be about to come: one scale-up for all is better. */
public final class FreshPods {

    private static final Duration BUFFER = Duration.ofSeconds(2);
    private static final Duration GPU_BUFFER = Duration.ofSeconds(30);

    /** Kinds that say how many pods they want, and make them all at once. */
    private static final Set<String> MADE_TO_NUMBER =
            Set.of("ReplicaSet", "ReplicationController", "StatefulSet");

    private FreshPods() {}

    /**
     * Even the oldest pod, or the oldest that wants a GPU, is new, and not all controllers are
     * known to have made what they want. Cluster Autoscaler waits although they have.
     *
     * @param pods that no node takes
     */
    public static boolean mayBeMore(
            Collection<Pod> pods, Cluster cluster, IntakeOptions options, Instant now) {
        if (!options.bypassedSchedulers().isEmpty()) {
            return false;
        }
        boolean fresh =
                isOldestWithin(BUFFER, pods, _ -> true, now)
                        || isOldestWithin(GPU_BUFFER, pods, FreshPods::wantsGpu, now);
        return fresh && !areAll(pods, cluster);
    }

    /**
     * Each controller of these pods has just as many as it wants, and the scheduler has looked at
     * all of them. One that was seen with more was seen before it grew.
     */
    private static boolean areAll(Collection<Pod> pods, Cluster cluster) {
        Set<String> owners = new HashSet<>();
        for (Pod pod : pods) {
            owners.add(pod.controller().map(OwnerReference::uid).orElse(""));
        }
        Map<String, Integer> lacking = new HashMap<>();
        for (Workload workload : cluster.controllers().workloads()) {
            if (owners.contains(workload.uid()) && MADE_TO_NUMBER.contains(workload.kind())) {
                lacking.put(workload.uid(), workload.replicas());
            }
        }
        if (owners.contains("") || lacking.size() < owners.size()) {
            return false;
        }
        for (Pod pod : cluster.pods()) {
            String owner = pod.controller().map(OwnerReference::uid).orElse("");
            if (lacking.containsKey(owner) && isCounted(pod)) {
                lacking.merge(owner, -1, Integer::sum);
                if (pod.spec().nodeName().isEmpty() && pod.status().scheduled().isEmpty()) {
                    return false;
                }
            }
        }
        return lacking.values().stream().allMatch(count -> count == 0);
    }

    /** As the ReplicaSet controller counts ({@code controller.FilterActivePods}). */
    private static boolean isCounted(Pod pod) {
        return !pod.isTerminal() && pod.metadata().deletionTime().isEmpty();
    }

    private static boolean isOldestWithin(
            Duration buffer, Collection<Pod> pods, Predicate<Pod> kind, Instant now) {
        Optional<Instant> oldest =
                pods.stream()
                        .filter(kind)
                        .map(pod -> pod.metadata().creationTime())
                        .min(Instant::compareTo);
        return oldest.filter(created -> created.plus(buffer).isAfter(now)).isPresent();
    }

    private static boolean wantsGpu(Pod pod) {
        return pod.spec().requests().extended().getOrDefault(Gpu.RESOURCE, 0L) > 0;
    }
}

package io.plimsoll.autoscaler.decision.world;

import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodVolume;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.model.Toleration;
import io.plimsoll.autoscaler.decision.model.TopologySpreadConstraint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

final class PodDraft {
    final String name;
    final TreeMap<String, String> labels = new TreeMap<>();
    final TreeMap<String, String> annotations = new TreeMap<>();
    final TreeMap<String, String> nodeSelector = new TreeMap<>();
    final TreeMap<String, Long> extended = new TreeMap<>();
    final List<Toleration> tolerations = new ArrayList<>();
    final List<TopologySpreadConstraint> spread = new ArrayList<>();
    final List<PodVolume> volumes = new ArrayList<>();
    final List<String> resourceClaims = new ArrayList<>();
    final List<String> gates = new ArrayList<>();
    String namespace = "default";
    long milliCpu;
    long memoryBytes;
    int priority;
    Duration age = Duration.ofHours(1);
    Duration gracePeriod = Duration.ofSeconds(30);
    Optional<String> node = Optional.empty();
    Optional<Duration> scaleUpDelay = Optional.empty();
    Optional<String> nominatedNode = Optional.empty();
    Optional<Instant> deleted = Optional.empty();
    Optional<OwnerReference> owner;
    boolean seenByScheduler = true;
    boolean ready = true;
    Pod.Phase phase = Pod.Phase.RUNNING;

    PodDraft(String name, String controller) {
        this.name = name;
        this.owner = Optional.of(owner("ReplicaSet", controller));
        labels.put("app", controller);
    }

    static OwnerReference owner(String kind, String name) {
        return new OwnerReference("apps/v1", kind, name, "uid-" + kind + "-" + name);
    }

    Pod build(Instant now) {
        Resources requests = new Resources(milliCpu, memoryBytes, 0, 1, extended);
        Pod.Spec spec =
                new Pod.Spec(
                        node,
                        requests,
                        requests,
                        new Pod.Constraints(
                                new Pod.NodePlacement(nodeSelector, Optional.empty(), tolerations),
                                new Pod.PodPlacement(spread, List.of(), List.of()),
                                List.of(),
                                volumes,
                                resourceClaims),
                        new Pod.Policy(
                                priority, gracePeriod, "default-scheduler", gates, scaleUpDelay));
        return new Pod(
                new ObjectKey(namespace, name),
                new Metadata("uid-" + name, labels, annotations, now.minus(age), deleted),
                owner,
                spec,
                status(now));
    }

    private Pod.Status status(Instant now) {
        if (node.isPresent()) {
            return new Pod.Status(phase, ready, Optional.empty(), Optional.empty());
        }
        Pod.ScheduledCondition unschedulable =
                new Pod.ScheduledCondition(false, "Unschedulable", "", now.minus(age));
        return new Pod.Status(
                Pod.Phase.PENDING,
                false,
                seenByScheduler ? Optional.of(unschedulable) : Optional.empty(),
                nominatedNode);
    }
}

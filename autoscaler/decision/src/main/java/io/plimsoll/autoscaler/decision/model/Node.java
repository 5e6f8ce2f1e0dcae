package io.plimsoll.autoscaler.decision.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A node, registered or yet to come. */
public record Node(String name, Metadata metadata, Spec spec, Status status) {

    /**
     * @param providerId {@code aws:///<zone>/<instance>}; empty before the cloud controller or
     *     kubelet set it
     * @param unschedulable cordoned
     */
    public record Spec(String providerId, boolean unschedulable, List<Taint> taints) {
        public Spec {
            taints = List.copyOf(taints);
        }
    }

    /**
     * @param capacity what the machine has
     * @param allocatable what pods may use of it
     */
    public record Status(Resources capacity, Resources allocatable, List<Condition> conditions) {
        public Status {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * @param status {@code True}, {@code False} or {@code Unknown}
     */
    public record Condition(String type, String status, String reason, Instant since) {}

    /**
     * Condition {@code Ready} is {@code True}; whether the cluster counts the node as ready also
     * depends on taints.
     */
    public boolean isReady() {
        return condition("Ready").filter(ready -> ready.status().equals("True")).isPresent();
    }

    public Optional<Condition> condition(String type) {
        return status.conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst();
    }

    public Optional<Taint> taint(String key) {
        return spec.taints().stream().filter(taint -> taint.key().equals(key)).findFirst();
    }

    /** The same node with other taints. */
    public Node withTaints(List<Taint> taints) {
        return new Node(
                name, metadata, new Spec(spec.providerId(), spec.unschedulable(), taints), status);
    }
}

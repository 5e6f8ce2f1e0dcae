package io.plimsoll.autoscaler.decision.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A node, registered or yet to come. */
public record Node(String name, Metadata metadata, Spec spec, Status status) {

    private static final String STAYS = "cluster-autoscaler.kubernetes.io/scale-down-disabled";
    private static final String DELAY = "delay-deletion.cluster-autoscaler.kubernetes.io/";

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
    public record Condition(String type, String status, String reason, Instant since) {
        public boolean isTrue() {
            return status.equals("True");
        }
    }

    /**
     * Condition {@code Ready} is {@code True}; whether the cluster counts the node as ready also
     * depends on taints.
     */
    public boolean isReady() {
        return condition("Ready").filter(Condition::isTrue).isPresent();
    }

    public Optional<Condition> condition(String type) {
        for (Condition condition : status.conditions()) {
            if (condition.type().equals(type)) {
                return Optional.of(condition);
            }
        }
        return Optional.empty();
    }

    public Optional<Taint> taint(String key) {
        for (Taint taint : spec.taints()) {
            if (taint.key().equals(key)) {
                return Optional.of(taint);
            }
        }
        return Optional.empty();
    }

    /** Its annotation {@code scale-down-disabled} wants it to stay. */
    public boolean isToStay() {
        return "true".equals(metadata.annotations().get(STAYS));
    }

    /** An annotation {@code delay-deletion…/…} asks to wait before its machine is ended. */
    public boolean asksForDelay() {
        return metadata.annotations().keySet().stream().anyMatch(key -> key.startsWith(DELAY));
    }

    /** The same node with other labels. */
    public Node withLabels(SortedMap<String, String> labels) {
        return new Node(
                name,
                new Metadata(
                        metadata.uid(),
                        labels,
                        metadata.annotations(),
                        metadata.creationTime(),
                        metadata.deletionTime()),
                spec,
                status);
    }

    /** The same node with other taints. */
    public Node withTaints(List<Taint> taints) {
        return new Node(
                name, metadata, new Spec(spec.providerId(), spec.unschedulable(), taints), status);
    }
}

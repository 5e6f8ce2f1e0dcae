package io.plimsoll.autoscaler.simulation.hpa;

/** What the metrics say. */
public sealed interface Recommendation {

    /**
     * @param utilizationPercent usage over request of the pods that count, without those set aside;
     *     this is what the HPA's status shows
     */
    record Replicas(int count, int utilizationPercent) implements Recommendation {}

    /** Nothing to go by; the HPA leaves the target alone. */
    record Unknown(String reason) implements Recommendation {}
}

package io.plimsoll.autoscaler.simulation.hpa;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One pod of the target, as the HPA sees it. Pods that are being deleted, or have failed, are not
 * among them.
 *
 * @param requestMilliCpu in thousandths of a CPU
 * @param metric the newest sample; empty when there is none yet
 */
public record PodSample(ObjectKey pod, State state, long requestMilliCpu, Optional<Metric> metric) {

    /** How far the pod has come. */
    public sealed interface State {
        /** Phase Pending: not scheduled, or its containers do not run yet. */
        record Pending() implements State {}

        /**
         * @param started when the kubelet took the pod ({@code status.startTime})
         * @param readySince when condition Ready last changed
         */
        record Running(Instant started, boolean ready, Instant readySince) implements State {}
    }

    /**
     * @param usageMilliCpu in thousandths of a CPU, fractions rounded up
     * @param time the end of the sample's window
     */
    public record Metric(long usageMilliCpu, Instant time, Duration window) {}
}

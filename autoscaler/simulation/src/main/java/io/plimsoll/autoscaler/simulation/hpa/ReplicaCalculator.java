package io.plimsoll.autoscaler.simulation.hpa;

import io.plimsoll.autoscaler.simulation.hpa.PodSample.Metric;
import io.plimsoll.autoscaler.simulation.hpa.PodSample.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * From utilization to a number of replicas: {@code ceil(pods × utilization / target)}, with the
 * tolerance and the care for unready pods and missing metrics of "Algorithm details" in the
 * Kubernetes documentation of horizontal pod autoscaling. As in kube-controller-manager,
 * utilization is a whole percentage, rounded down. Unlike it, ratios are compared exactly instead
 * of in floating point.
 */
public final class ReplicaCalculator {
    /** {@code --horizontal-pod-autoscaler-tolerance}: 0.1 of the target. */
    private static final int TOLERANCE_PERCENT = 10;

    /** {@code --horizontal-pod-autoscaler-cpu-initialization-period}. */
    private static final Duration CPU_INITIALIZATION_PERIOD = Duration.ofMinutes(5);

    /** {@code --horizontal-pod-autoscaler-initial-readiness-delay}. */
    private static final Duration INITIAL_READINESS_DELAY = Duration.ofSeconds(30);

    private final int targetPercent;

    public ReplicaCalculator(int targetPercent) {
        this.targetPercent = targetPercent;
    }

    /**
     * @param current the target's {@code spec.replicas}
     */
    public Recommendation recommend(int current, List<PodSample> pods, Instant now) {
        Groups groups = Groups.of(pods, now);
        if (groups.measured.isEmpty()) {
            return new Recommendation.Unknown("no metrics of any ready pod");
        }
        int utilization = groups.measured.utilizationPercent();
        boolean scaleUp = utilization > targetPercent;
        boolean rebalance = scaleUp && !groups.unready.isEmpty();
        if (!rebalance && groups.missing.isEmpty()) {
            int replicas =
                    isTolerable(utilization) ? current : scaled(groups.measured.pods, utilization);
            return new Recommendation.Replicas(replicas, utilization);
        }
        Sum assumed = groups.assume(scaleUp, utilization < targetPercent, targetPercent);
        return new Recommendation.Replicas(dampened(current, utilization, assumed), utilization);
    }

    /** The count after assumptions, or no change where they turn the direction around. */
    private int dampened(int current, int utilization, Sum assumed) {
        int dampened = assumed.utilizationPercent();
        boolean reversed =
                (utilization < targetPercent && dampened > targetPercent)
                        || (utilization > targetPercent && dampened < targetPercent);
        if (isTolerable(dampened) || reversed) {
            return current;
        }
        int replicas = scaled(assumed.pods, dampened);
        boolean wrongWay =
                (dampened < targetPercent && replicas > current)
                        || (dampened > targetPercent && replicas < current);
        return wrongWay ? current : replicas;
    }

    private boolean isTolerable(int utilization) {
        return Math.abs(targetPercent - utilization) * 100L
                <= (long) TOLERANCE_PERCENT * targetPercent;
    }

    private int scaled(int pods, int utilization) {
        return Math.toIntExact(Math.ceilDiv((long) pods * utilization, targetPercent));
    }

    /** Usage and request of several pods. */
    private record Sum(int pods, long usageMilliCpu, long requestMilliCpu) {
        static final Sum NONE = new Sum(0, 0, 0);

        Sum plus(long usage, long request) {
            return new Sum(pods + 1, usageMilliCpu + usage, requestMilliCpu + request);
        }

        boolean isEmpty() {
            return requestMilliCpu == 0;
        }

        int utilizationPercent() {
            return Math.toIntExact(usageMilliCpu * 100 / requestMilliCpu);
        }
    }

    private record Groups(Sum measured, List<PodSample> unready, List<PodSample> missing) {

        static Groups of(List<PodSample> pods, Instant now) {
            Sum measured = Sum.NONE;
            List<PodSample> unready = new ArrayList<>();
            List<PodSample> missing = new ArrayList<>();
            for (PodSample pod : pods) {
                if (!(pod.state() instanceof State.Running running)) {
                    unready.add(pod);
                } else if (pod.metric().isEmpty()) {
                    missing.add(pod);
                } else if (isSetAside(running, pod.metric().get(), now)) {
                    unready.add(pod);
                } else {
                    measured =
                            measured.plus(
                                    pod.metric().get().usageMilliCpu(), pod.requestMilliCpu());
                }
            }
            return new Groups(measured, unready, missing);
        }

        /** Not yet ready, or its sample still shows the time before it was. */
        private static boolean isSetAside(State.Running pod, Metric metric, Instant now) {
            if (pod.started().plus(CPU_INITIALIZATION_PERIOD).isAfter(now)) {
                return !pod.ready()
                        || metric.time().isBefore(pod.readySince().plus(metric.window()));
            }
            return !pod.ready()
                    && pod.started().plus(INITIAL_READINESS_DELAY).isAfter(pod.readySince());
        }

        /**
         * Missing metrics count as the whole request (or the target, if that is more) on the way
         * down and as nothing on the way up; unready pods as nothing on the way up.
         */
        Sum assume(boolean scaleUp, boolean scaleDown, int targetPercent) {
            Sum sum = measured;
            for (PodSample pod : missing) {
                if (scaleUp) {
                    sum = sum.plus(0, pod.requestMilliCpu());
                } else if (scaleDown) {
                    long fallback = pod.requestMilliCpu() * Math.max(100, targetPercent) / 100;
                    sum = sum.plus(fallback, pod.requestMilliCpu());
                }
            }
            if (scaleUp) {
                for (PodSample pod : unready) {
                    sum = sum.plus(0, pod.requestMilliCpu());
                }
            }
            return sum;
        }
    }
}

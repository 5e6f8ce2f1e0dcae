package io.plimsoll.demo.story;

import io.plimsoll.autoscaler.simulation.cluster.ClusterView;
import io.plimsoll.autoscaler.simulation.cluster.ClusterView.Flow;
import io.plimsoll.autoscaler.simulation.cluster.ClusterView.HpaStatus;
import io.plimsoll.autoscaler.simulation.spec.HpaSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What does not get what it wants at a moment of the story, a sentence each. */
final class Limits {

    /** The HPA's tolerance: within a tenth of its target it wants nothing. */
    private static final int TOLERANCE_PERCENT = 110;

    private Limits() {}

    static List<String> of(ClusterView view, HpaSpec hpa) {
        List<String> limits = new ArrayList<>();
        HpaStatus status = view.hpa(hpa.key());
        int max = status.spec().range().max();
        int target = status.spec().cpuUtilizationPercent();
        int read = status.utilizationPercent().orElse(0);
        if (status.target().wanted() >= max && read * 100L > (long) target * TOLERANCE_PERCENT) {
            limits.add(
                    "HPA %s is at its maximum of %d replicas, and CPU is still at %d %% of the request (target %d %%)"
                            .formatted(hpa.key().name(), max, read, target));
        }
        Flow flow = view.flow(hpa.target());
        if (status.target().wanted() < max
                && read * 100L <= (long) target * TOLERANCE_PERCENT
                && flow.servedPerSecond() < flow.requestsPerSecond()) {
            limits.add(
                    "HPA %s wants no more than %d replicas although requests wait: each pod uses all the CPU that its limit and its nginx workers let it, which is %d %% of the request (target %d %%)"
                            .formatted(hpa.key().name(), status.target().wanted(), read, target));
        }
        if (flow.servedPerSecond() < flow.requestsPerSecond()) {
            limits.add(
                    String.format(
                            Locale.ROOT,
                            "%,d of %,d requests per second are not served: %s uses %.1f of the %.1f vCPUs of its nodes%s",
                            flow.requestsPerSecond() - flow.servedPerSecond(),
                            flow.requestsPerSecond(),
                            hpa.target().name(),
                            flow.cpu().usedMilli() / 1000.0,
                            flow.cpu().thereMilli() / 1000.0,
                            latency(flow)));
        }
        return limits;
    }

    private static String latency(Flow flow) {
        return flow.latencyMillis().isPresent()
                ? String.format(
                        Locale.ROOT,
                        ", and a request takes %.0f ms",
                        flow.latencyMillis().getAsDouble())
                : "";
    }
}

package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.hpa.PodSample.Metric;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * metrics-server: once in each resolution, a sample of every running pod that a Deployment owns. A
 * sample shows what the pod uses at that moment, not the mean of the window.
 */
final class MetricsServer {
    private final VirtualClock clock;
    private final Deployments deployments;
    private final Traffic traffic;
    private final Duration resolution;
    private final SortedMap<ObjectKey, Metric> newest = new TreeMap<>();

    MetricsServer(
            VirtualClock clock, Deployments deployments, Traffic traffic, Duration resolution) {
        this.clock = clock;
        this.deployments = deployments;
        this.traffic = traffic;
        this.resolution = resolution;
    }

    void scrape() {
        newest.clear();
        for (ObjectKey deployment : deployments.keys()) {
            traffic.usageMilliCpu(deployment)
                    .forEach((pod, milliCpu) ->
                            newest.put(pod, new Metric(milliCpu, clock.instant(), resolution)));
        }
    }

    Optional<Metric> metric(ObjectKey pod) {
        return Optional.ofNullable(newest.get(pod));
    }
}

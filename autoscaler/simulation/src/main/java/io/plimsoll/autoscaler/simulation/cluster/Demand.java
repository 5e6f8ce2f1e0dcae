package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.event.Journal;
import io.plimsoll.autoscaler.simulation.spec.Timing.ControlPlaneTiming;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import java.time.Duration;

/**
 * From requests to replicas: traffic, what metrics-server sees of it, and what HPAs make of that.
 */
record Demand(Traffic traffic, MetricsServer metrics, HpaController autoscalers) {

    static Demand of(WorldSpec spec, VirtualClock clock, Journal journal, Controllers controllers) {
        Deployments deployments = controllers.deployments();
        Traffic traffic =
                new Traffic(clock, journal, deployments, controllers.jobs(), spec.traffic());
        MetricsServer metrics =
                new MetricsServer(
                        clock,
                        deployments,
                        traffic,
                        spec.settings().timing().controlPlane().metricsResolution());
        HpaController autoscalers =
                new HpaController(
                        clock, journal, deployments, metrics, spec.workloads().autoscalers());
        return new Demand(traffic, metrics, autoscalers);
    }

    /** A sample that is due with a sync is taken before it. */
    void start(VirtualClock clock, ControlPlaneTiming timing) {
        every(timing.metricsResolution(), metrics::scrape, clock);
        every(timing.hpaSync(), autoscalers::sync, clock);
    }

    private static void every(Duration period, Runnable action, VirtualClock clock) {
        clock.after(
                period,
                () -> {
                    action.run();
                    every(period, action, clock);
                });
    }
}

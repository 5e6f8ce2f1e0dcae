package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.event.EventLog;
import io.plimsoll.autoscaler.simulation.spec.Timing.ControlPlaneTiming;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import java.time.Duration;

/**
 * From requests to replicas: traffic, what pods use of their nodes for it, what metrics-server sees
 * of that, and what HPAs make of it.
 */
record Demand(
        Traffic traffic,
        Service service,
        CpuMeter meter,
        MetricsServer metrics,
        HpaController autoscalers) {

    static Demand of(
            WorldSpec spec,
            ClusterObjects objects,
            VirtualClock clock,
            EventLog journal,
            Controllers controllers) {
        Deployments deployments = controllers.deployments();
        Traffic traffic =
                new Traffic(clock, journal, deployments, controllers.jobs(), spec.traffic());
        CpuUse use = new CpuUse(objects, deployments, traffic);
        CpuMeter meter = new CpuMeter(clock, use);
        MetricsServer metrics = new MetricsServer(clock, meter);
        HpaController autoscalers =
                new HpaController(
                        clock, journal, deployments, metrics, spec.workloads().autoscalers());
        return new Demand(
                traffic, new Service(traffic, deployments, use), meter, metrics, autoscalers);
    }

    void reconcile() {
        traffic.reconcile();
        meter.reconcile();
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

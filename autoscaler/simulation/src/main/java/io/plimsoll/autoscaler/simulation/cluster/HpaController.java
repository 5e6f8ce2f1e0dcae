package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod.Phase;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.event.EventLog;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.autoscaler.simulation.hpa.HorizontalPodAutoscaler;
import io.plimsoll.autoscaler.simulation.hpa.HorizontalPodAutoscaler.Sync;
import io.plimsoll.autoscaler.simulation.hpa.HpaHistory;
import io.plimsoll.autoscaler.simulation.hpa.PodSample;
import io.plimsoll.autoscaler.simulation.spec.HpaSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** The horizontal controller: each HPA in turn, every sync period. */
final class HpaController {
    private final VirtualClock clock;
    private final EventLog journal;
    private final Deployments deployments;
    private final MetricsServer metrics;
    private final SortedMap<ObjectKey, Hpa> hpas = new TreeMap<>();

    HpaController(
            VirtualClock clock,
            EventLog journal,
            Deployments deployments,
            MetricsServer metrics,
            List<HpaSpec> specs) {
        this.clock = clock;
        this.journal = journal;
        this.deployments = deployments;
        this.metrics = metrics;
        specs.forEach(
                spec -> hpas.put(spec.key(), new Hpa(spec, HpaHistory.NONE, OptionalInt.empty())));
    }

    private record Hpa(HpaSpec spec, HpaHistory history, OptionalInt utilizationPercent) {}

    void sync() {
        hpas.replaceAll((_, hpa) -> synced(hpa));
    }

    void setMax(ObjectKey key, int max) {
        Hpa old = hpa(key);
        hpas.put(key, new Hpa(old.spec().withMax(max), old.history(), old.utilizationPercent()));
    }

    HpaSpec spec(ObjectKey key) {
        return hpa(key).spec();
    }

    /** What the last sync saw. */
    OptionalInt utilizationPercent(ObjectKey key) {
        return hpa(key).utilizationPercent();
    }

    private Hpa hpa(ObjectKey key) {
        return Optional.ofNullable(hpas.get(key))
                .orElseThrow(() ->
                        new IllegalArgumentException("There is no HorizontalPodAutoscaler " + key));
    }

    private Hpa synced(Hpa hpa) {
        HpaSpec spec = hpa.spec();
        int current = deployments.replicas(spec.target());
        List<PodSample> samples =
                deployments.pods(spec.target()).stream()
                        .filter(pod -> !pod.isTerminating())
                        .map(this::sample)
                        .toList();
        Sync sync =
                new HorizontalPodAutoscaler(spec)
                        .sync(current, samples, hpa.history(), clock.instant());
        if (sync.replicas() != current) {
            deployments.scale(spec.target(), sync.replicas());
            journal.add(
                    new WorldEvent.HpaScaled(
                            clock.instant(),
                            spec.key(),
                            current,
                            sync.replicas(),
                            sync.utilizationPercent()));
        }
        return new Hpa(spec, sync.history(), sync.utilizationPercent());
    }

    private PodSample sample(SimulatedPod pod) {
        PodSample.State state =
                pod.pod().status().phase() == Phase.PENDING
                        ? new PodSample.State.Pending()
                        : new PodSample.State.Running(
                                pod.progress().started().orElse(clock.instant()),
                                pod.pod().status().ready(),
                                pod.progress().readySince());
        return new PodSample(
                pod.key(),
                state,
                pod.pod().spec().containerRequests().milliCpu(),
                metrics.metric(pod.key()));
    }
}

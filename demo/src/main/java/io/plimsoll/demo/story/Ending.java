package io.plimsoll.demo.story;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.SimulatedWorld;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.demo.timeline.LoggedDecision;
import io.plimsoll.demo.timeline.Sample;
import io.plimsoll.demo.timeline.Step;
import io.plimsoll.demo.timeline.Summary;
import io.plimsoll.demo.timeline.Timeline;
import io.plimsoll.demo.timeline.TimelineEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sums a played story up. */
final class Ending {

    private final Cast cast;
    private final SimulatedWorld world;
    private final Recorder.Recording record;

    Ending(Cast cast, SimulatedWorld world, Recorder recorder) {
        this.cast = cast;
        this.world = world;
        this.record = recorder.recording();
    }

    Timeline timeline(List<Step> steps, List<LoggedDecision> decisions, int stuckPending) {
        List<TimelineEvent> events =
                new TimelineEvents(cast.world().settings().start()).convert(world.events());
        return new Timeline(
                cast.cluster(),
                events,
                record.samples(),
                summary(stuckPending),
                new Timeline.Log(steps, decisions));
    }

    private Summary summary(int stuckPending) {
        SortedMap<String, Integer> peakNodes = new TreeMap<>();
        for (Sample sample : record.samples()) {
            sample.nodes().forEach((group, count) -> peakNodes.merge(group, count, Math::max));
        }
        Waits waits = waits();
        return new Summary(
                record.samples().stream().mapToInt(Sample::replicas).max().orElse(0),
                peakNodes,
                record.samples().getLast().nodes(),
                Recorder.seconds(waits.longest),
                stuckPending,
                Recorder.usd(record.microUsdSpent()),
                load(),
                outlay(waits.all));
    }

    private Summary.Load load() {
        BigDecimal requests = BigDecimal.ZERO;
        BigDecimal served = BigDecimal.ZERO;
        BigDecimal worst = BigDecimal.ZERO;
        Sample before = record.samples().getFirst();
        for (Sample sample : record.samples()) {
            BigDecimal seconds = sample.t().subtract(before.t());
            Sample.Service service = before.service();
            requests =
                    requests.add(seconds.multiply(BigDecimal.valueOf(service.requestsPerSecond())));
            served = served.add(seconds.multiply(BigDecimal.valueOf(service.servedPerSecond())));
            if (service.latencyMillis() != null) {
                worst = worst.max(service.latencyMillis());
            }
            before = sample;
        }
        return new Summary.Load(
                cast.hpa().cpuUtilizationPercent(),
                requests.longValue(),
                requests.subtract(served).longValue(),
                worst);
    }

    private Summary.Outlay outlay(Duration pending) {
        SortedMap<String, BigDecimal> byGroup = new TreeMap<>();
        long kong = 0;
        Set<String> pool =
                cast.kongGroups().stream()
                        .map(SimulatedNodeGroup::name)
                        .collect(Collectors.toSet());
        for (Sample sample : record.samples()) {
            long together = 0;
            for (SimulatedNodeGroup group : cast.world().groups()) {
                long price = group.machine().template().price().microUsdPerHour();
                long cost = price * sample.nodes().getOrDefault(group.name(), 0);
                byGroup.merge(group.name(), Recorder.usd(cost), BigDecimal::max);
                together += pool.contains(group.name()) ? cost : 0;
            }
            kong = Math.max(kong, together);
        }
        return new Summary.Outlay(
                byGroup,
                Recorder.usd(kong),
                Recorder.usd(record.microUsdSpent()),
                Recorder.seconds(pending),
                Optional.empty());
    }

    /** How long pods were without a node. */
    private static final class Waits {
        private final SortedMap<ObjectKey, Instant> waiting = new TreeMap<>();
        private Duration longest = Duration.ZERO;
        private Duration all = Duration.ZERO;

        void end(@Nullable Instant since, Instant until) {
            if (since != null) {
                Duration waited = Duration.between(since, until);
                longest = waited.compareTo(longest) > 0 ? waited : longest;
                all = all.plus(waited);
            }
        }
    }

    /**
     * From the scheduler's first refusal to the running pod, or to the end of a pod that never ran.
     */
    private Waits waits() {
        Waits waits = new Waits();
        for (WorldEvent event : world.events()) {
            switch (event) {
                case WorldEvent.PodPending e -> waits.waiting.put(e.pod(), e.time());
                case WorldEvent.PodRunning e -> waits.end(waits.waiting.remove(e.pod()), e.time());
                case WorldEvent.PodGone e -> waits.end(waits.waiting.remove(e.pod()), e.time());
                case WorldEvent.Evicted _,
                        WorldEvent.ScaleUp _,
                        WorldEvent.InstanceLaunched _,
                        WorldEvent.LaunchFailed _,
                        WorldEvent.SpotInterrupted _,
                        WorldEvent.NodeReady _,
                        WorldEvent.ScaleDown _,
                        WorldEvent.NodeGone _,
                        WorldEvent.HpaScaled _,
                        WorldEvent.LoadChanged _ -> {}
            }
        }
        waits.waiting.values().forEach(since -> waits.end(since, world.now()));
        return waits;
    }
}

package io.plimsoll.demo.story;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.SimulatedWorld;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
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
import java.util.SortedMap;
import java.util.TreeMap;
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
        return new Summary(
                record.samples().stream().mapToInt(Sample::replicas).max().orElse(0),
                peakNodes,
                record.samples().getLast().nodes(),
                maxPendingSeconds(),
                stuckPending,
                Recorder.usd(record.microUsdSpent()),
                load());
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

    /**
     * From the scheduler's first refusal to the running pod, or to the end of a pod that never ran.
     */
    private BigDecimal maxPendingSeconds() {
        SortedMap<ObjectKey, Instant> waiting = new TreeMap<>();
        Duration longest = Duration.ZERO;
        for (WorldEvent event : world.events()) {
            switch (event) {
                case WorldEvent.PodPending e -> waiting.put(e.pod(), e.time());
                case WorldEvent.PodRunning e ->
                        longest = longer(longest, waiting.remove(e.pod()), e.time());
                case WorldEvent.PodGone e ->
                        longest = longer(longest, waiting.remove(e.pod()), e.time());
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
        for (Instant since : waiting.values()) {
            longest = longer(longest, since, world.now());
        }
        return Recorder.seconds(longest);
    }

    private static Duration longer(Duration longest, @Nullable Instant since, Instant until) {
        if (since == null) {
            return longest;
        }
        Duration waited = Duration.between(since, until);
        return waited.compareTo(longest) > 0 ? waited : longest;
    }
}

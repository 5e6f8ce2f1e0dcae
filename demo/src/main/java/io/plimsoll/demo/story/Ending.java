package io.plimsoll.demo.story;

import io.plimsoll.autoscaler.simulation.World;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.demo.timeline.LoggedDecision;
import io.plimsoll.demo.timeline.Sample;
import io.plimsoll.demo.timeline.Step;
import io.plimsoll.demo.timeline.Summary;
import io.plimsoll.demo.timeline.Timeline;
import io.plimsoll.demo.timeline.TimelineEvent;
import io.plimsoll.demo.timeline.Toll;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sums a played story up. */
final class Ending {

    private final Cast cast;
    private final World world;
    private final Recorder.Recording record;
    private final Optional<Replacements> replacements;

    Ending(Cast cast, World world, Recorder.Recording record, Optional<Replacements> replacements) {
        this.cast = cast;
        this.world = world;
        this.record = record;
        this.replacements = replacements;
    }

    Timeline timeline(List<Step> steps, List<LoggedDecision> decisions, int stuckPending) {
        List<TimelineEvent> events =
                new TimelineEvents(world.now().minus(world.elapsed())).convert(world.events());
        return new Timeline(
                cast.cluster(),
                world.place(),
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
        PodWaits pods = new PodWaits();
        world.events().forEach(pods::hear);
        List<Duration> waits = pods.all(world.now());
        return new Summary(
                record.samples().stream().mapToInt(Sample::replicas).max().orElse(0),
                peakNodes,
                record.samples().getLast().nodes(),
                Recorder.seconds(waits.stream().max(Duration::compareTo).orElse(Duration.ZERO)),
                stuckPending,
                Recorder.usd(record.microUsdSpent()),
                load(),
                outlay(waits.stream().reduce(Duration.ZERO, Duration::plus), pods.evictions()));
    }

    private Summary.Load load() {
        Requests requests = Requests.of(record.samples());
        return new Summary.Load(
                cast.hpa().cpuUtilizationPercent(),
                requests.meant(),
                requests.unserved(),
                record.samples().stream()
                        .flatMap(sample ->
                                Optional.ofNullable(sample.service().latencyMillis()).stream())
                        .reduce(BigDecimal.ZERO, BigDecimal::max));
    }

    private Summary.Outlay outlay(Duration pending, int evictions) {
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
                new Toll(
                        Recorder.usd(record.microUsdSpent()),
                        Recorder.seconds(pending),
                        Optional.of(evictions),
                        replacements.map(Replacements::done)),
                List.of(),
                Optional.empty());
    }
}

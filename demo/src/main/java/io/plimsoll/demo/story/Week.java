package io.plimsoll.demo.story;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.SimulatedWorld;
import io.plimsoll.autoscaler.simulation.spec.CloudFaults;
import io.plimsoll.autoscaler.simulation.spec.CloudFaults.SpotInterruption;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.autoscaler.simulation.spec.WorldSettings;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import io.plimsoll.demo.UnplayableException;
import io.plimsoll.demo.timeline.Day;
import io.plimsoll.demo.timeline.Sample;
import io.plimsoll.demo.timeline.Step;
import io.plimsoll.demo.timeline.Timeline;
import io.plimsoll.demo.timeline.Toll;
import io.plimsoll.demo.world.LoadProfile;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Plays a week of traffic from outside ({@link WeekTraffic}). The smallest load of the environment
 * is what a working day's busiest hour brings, the greatest what a rush may come to; the HPA's
 * maximum is the greatest of theirs. EC2 takes one instance of each Spot group back each day.
 */
public final class Week {

    private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration SHOWN = Duration.ofMinutes(10);

    /** What there is so much of in a week that it tells nothing one by one. */
    private static final Set<String> TOO_MANY = Set.of("PodPending", "PodRunning", "LoadChanged");

    private final Cast cast;
    private final Consumer<Day> listener;
    private final WeekTraffic traffic;
    private final SimulatedWorld world;
    private final Recorder recorder;
    private final DecisionLog decisions;
    private final PodWaits pods = new PodWaits();
    private final Replacements replacements = new Replacements();
    private final List<Step> steps = new ArrayList<>();
    private final List<Day> days = new ArrayList<>();

    /**
     * @param listener is told of each day at its end
     * @throws UnplayableException when no load says how much traffic there is
     */
    public Week(Cast cast, Consumer<Day> listener) {
        if (cast.profiles().isEmpty()) {
            throw new UnplayableException(
                    "The week needs a load profile, which says how many requests there are; the"
                            + " manifests have none");
        }
        this.cast = fromMonday(cast);
        this.listener = listener;
        this.traffic =
                new WeekTraffic(
                        cast.world().seed(),
                        requestsPerSecond(cast.profiles().getFirst()),
                        requestsPerSecond(cast.profiles().getLast()));
        this.world = new SimulatedWorld(this.cast.world());
        this.decisions = DecisionLog.ofChanges(world.now());
        world.onLoop(decisions::add);
        world.onEvent(pods::hear);
        world.onLoop(replacements::looped);
        world.onEvent(replacements::hear);
        this.recorder = new Recorder(world, cast.hpa().key(), INTERVAL);
    }

    private static long requestsPerSecond(LoadProfile profile) {
        return profile.job().load().map(load -> load.requestsPerSecond()).orElse(0L);
    }

    private static Cast fromMonday(Cast cast) {
        WorldSpec spec = cast.world();
        WorldSettings settings = spec.settings();
        CloudFaults faults = settings.faults();
        WorldSettings week =
                new WorldSettings(
                        MONDAY,
                        settings.timing(),
                        settings.autoscaler(),
                        new CloudFaults(
                                faults.outages(),
                                faults.launchFailurePermille(),
                                daily(faults.interruptions(), spec.seed())));
        return new Cast(
                cast.cluster(),
                cast.kubernetesVersion(),
                new WorldSpec(spec.groups(), spec.workloads(), spec.traffic(), week, spec.seed()),
                cast.hpa(),
                cast.profiles());
    }

    private static List<SpotInterruption> daily(List<SpotInterruption> once, long seed) {
        Random chance = new Random(seed);
        return once.stream()
                .map(SpotInterruption::nodeGroup)
                .flatMap(group ->
                        Stream.iterate(0, day -> day < WeekTraffic.DAYS, day -> day + 1)
                                .map(day ->
                                        new SpotInterruption(
                                                group,
                                                Duration.ofDays(day)
                                                        .plusMinutes(
                                                                chance.nextInt(
                                                                        WeekTraffic
                                                                                .MINUTES_A_DAY)))))
                .toList();
    }

    public Timeline play() {
        return play(WeekTraffic.DAYS);
    }

    /** So many days from Monday. */
    Timeline play(int count) {
        cast.profiles().stream()
                .flatMapToInt(profile -> profile.hpaMax().stream())
                .max()
                .ifPresent(max -> world.setHpaMax(cast.hpa().key(), max));
        Stream.of(DayOfWeek.values()).limit(count).forEach(this::play);
        Timeline all =
                new Ending(cast, world, recorder.whole(), Optional.of(replacements))
                        .timeline(steps, decisions.entries(), world.view().unschedulable().size());
        return new Timeline(
                all.cluster(),
                all.playedOn(),
                all.events().stream().filter(event -> !TOO_MANY.contains(event.kind())).toList(),
                busiest(all.samples()),
                all.summary().over(days),
                all.log());
    }

    private void play(DayOfWeek day) {
        Duration begin = world.elapsed();
        Mark mark = mark();
        ObjectKey kong = cast.hpa().target();
        int first = (day.getValue() - 1) * WeekTraffic.MINUTES_A_DAY;
        for (int minute = 0; minute < WeekTraffic.MINUTES_A_DAY; minute++) {
            world.setLoad(kong, traffic.at(first + minute));
            recorder.step();
        }
        Day figures = figures(name(day), mark);
        days.add(figures);
        steps.add(
                new Step(
                        figures.name(),
                        Recorder.seconds(begin),
                        outcome(figures),
                        new Tables(cast, world).all(),
                        List.of()));
        listener.accept(figures);
    }

    private static String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    /** How far everything is at a day's beginning. */
    private record Mark(
            int samples, int waitsEnded, Duration pending, int evicted, int replaced, long usd) {}

    private Mark mark() {
        return new Mark(
                recorder.count(),
                pods.ended(),
                sum(pods.all(world.now())),
                pods.evictions(),
                replacements.done(),
                world.microUsdSpent());
    }

    private Day figures(String name, Mark begin) {
        Mark end = mark();
        List<Duration> waits = pods.all(world.now());
        return new Day(
                name,
                work(recorder.since(begin.samples())),
                Recorder.seconds(
                        waits.stream()
                                .skip(begin.waitsEnded())
                                .max(Duration::compareTo)
                                .orElse(Duration.ZERO)),
                new Toll(
                        Recorder.usd(end.usd() - begin.usd()),
                        Recorder.seconds(end.pending().minus(begin.pending())),
                        Optional.of(end.evicted() - begin.evicted()),
                        Optional.of(end.replaced() - begin.replaced())));
    }

    private Day.Work work(List<Sample> samples) {
        Requests requests = Requests.of(samples);
        List<String> pool = cast.kongGroups().stream().map(SimulatedNodeGroup::name).toList();
        return new Day.Work(
                requests.meant(),
                requests.unserved(),
                samples.stream()
                        .mapToLong(sample -> sample.service().requestsPerSecond())
                        .max()
                        .orElse(0),
                samples.stream().mapToInt(Sample::replicas).max().orElse(0),
                samples.stream()
                        .mapToInt(sample ->
                                pool.stream()
                                        .mapToInt(group -> sample.nodes().getOrDefault(group, 0))
                                        .sum())
                        .max()
                        .orElse(0));
    }

    private static String outcome(Day day) {
        return "USD %s; up to %d replicas on %d nodes for %d requests per second; pods waited %s s together"
                .formatted(
                        day.toll().usd().toPlainString(),
                        day.work().peakReplicas(),
                        day.work().peakNodes(),
                        day.work().peakRequestsPerSecond(),
                        day.toll().pendingPodSeconds().toPlainString());
    }

    private static Duration sum(List<Duration> durations) {
        return durations.stream().reduce(Duration.ZERO, Duration::plus);
    }

    /** Of every ten minutes the moment at which most pods waited, so that no wait is overlooked. */
    private static List<Sample> busiest(List<Sample> samples) {
        int window = Math.toIntExact(SHOWN.dividedBy(INTERVAL));
        List<Sample> shown = new ArrayList<>(List.of(samples.getFirst()));
        for (int from = 1; from < samples.size(); from += window) {
            List<Sample> part = samples.subList(from, Math.min(from + window, samples.size()));
            shown.add(
                    part.reversed().stream()
                            .reduce((one, other) -> other.pending() > one.pending() ? other : one)
                            .orElseThrow());
        }
        return shown;
    }
}

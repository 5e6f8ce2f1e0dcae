package io.plimsoll.demo.story;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.World;
import io.plimsoll.autoscaler.simulation.cluster.ClusterView;
import io.plimsoll.autoscaler.simulation.cluster.ClusterView.Flow;
import io.plimsoll.autoscaler.simulation.cluster.ClusterView.HpaStatus;
import io.plimsoll.demo.timeline.Sample;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Runs the world and notes its state at regular moments. */
final class Recorder {

    /** Between two samples of a story of hours. */
    static final Duration USUAL = Duration.ofSeconds(15);

    private static final Duration AFTERMATH = Duration.ofMinutes(2);

    private final World world;
    private final ObjectKey hpa;
    private final Duration interval;
    private final List<Sample> samples = new ArrayList<>();
    private final List<Long> microUsdSpent = new ArrayList<>();
    private Duration lastChange = Duration.ZERO;

    /**
     * @param interval between two samples
     */
    Recorder(World world, ObjectKey hpa, Duration interval) {
        this.world = world;
        this.hpa = hpa;
        this.interval = interval;
        note();
    }

    /**
     * Runs until nothing that a sample shows has changed for a while, the HPA's reading aside.
     *
     * @param quiet for how long
     * @param limit how long that may take at most
     * @return whether it came to rest
     */
    boolean settle(Duration quiet, Duration limit) {
        Duration start = world.elapsed();
        while (world.elapsed().minus(start).compareTo(limit) < 0) {
            step();
            Duration still = world.elapsed().minus(latest(lastChange, start));
            Sample now = samples.getLast();
            // However slowly instances boot, the wait for one that is ordered is no rest.
            if (still.compareTo(quiet) >= 0 && now.nodes().equals(now.desired())) {
                return true;
            }
        }
        return false;
    }

    /** Runs until {@code done} holds, or for {@code limit}. */
    void runUntil(BooleanSupplier done, Duration limit) {
        Duration end = world.elapsed().plus(limit);
        while (!done.getAsBoolean() && world.elapsed().compareTo(end) < 0) {
            step();
        }
    }

    /** Runs to the next sample. */
    void step() {
        world.runFor(interval);
        Sample before = samples.getLast();
        note();
        if (!sameState(before, samples.getLast())) {
            lastChange = world.elapsed();
        }
    }

    private static boolean sameState(Sample one, Sample other) {
        return one.replicas() == other.replicas()
                && one.desiredReplicas() == other.desiredReplicas()
                && one.pending() == other.pending()
                && one.nodes().equals(other.nodes())
                && one.desired().equals(other.desired());
    }

    private void note() {
        ClusterView view = world.view();
        HpaStatus status = view.hpa(hpa);
        SortedMap<String, Integer> nodes = new TreeMap<>();
        world.desiredCapacity().keySet().forEach(group -> nodes.put(group, 0));
        view.nodes().forEach((group, count) -> nodes.put(group, count.ready()));
        microUsdSpent.add(world.microUsdSpent());
        samples.add(
                new Sample(
                        seconds(world.elapsed()),
                        status.target().pods(),
                        status.target().wanted(),
                        view.unschedulable().size(),
                        nodes,
                        world.desiredCapacity(),
                        status.utilizationPercent().orElse(0),
                        usd(world.microUsdPerHour()),
                        service(view.flow(status.spec().target()))));
    }

    private static Sample.Service service(Flow flow) {
        return new Sample.Service(
                flow.requestsPerSecond(),
                flow.servedPerSecond(),
                flow.latencyMillis().isPresent()
                        ? plain(
                                BigDecimal.valueOf(flow.latencyMillis().getAsDouble())
                                        .setScale(1, RoundingMode.HALF_UP))
                        : null,
                plain(BigDecimal.valueOf(flow.cpu().usedMilli(), 3)),
                plain(BigDecimal.valueOf(flow.cpu().thereMilli(), 3)));
    }

    /**
     * What was noted up to a little after the last change; the wait for more changes tells nobody
     * anything.
     *
     * @param microUsdSpent for all instances until then
     */
    record Recording(List<Sample> samples, long microUsdSpent) {
        Recording {
            samples = List.copyOf(samples);
        }
    }

    Recording recording() {
        BigDecimal end = seconds(lastChange.plus(AFTERMATH));
        List<Sample> kept =
                samples.stream().filter(sample -> sample.t().compareTo(end) <= 0).toList();
        return new Recording(kept, microUsdSpent.get(kept.size() - 1));
    }

    /** All that was noted. */
    Recording whole() {
        return new Recording(samples, world.microUsdSpent());
    }

    /** What was noted since there were {@code count} samples, the last of these first. */
    List<Sample> since(int count) {
        return List.copyOf(samples.subList(count - 1, samples.size()));
    }

    int count() {
        return samples.size();
    }

    static BigDecimal seconds(Duration duration) {
        return plain(BigDecimal.valueOf(duration.toMillis(), 3));
    }

    static BigDecimal usd(long microUsd) {
        return plain(BigDecimal.valueOf(microUsd, 6).setScale(4, RoundingMode.HALF_UP));
    }

    /** Without an exponent: 600, not 6E+2. */
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static Duration latest(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}

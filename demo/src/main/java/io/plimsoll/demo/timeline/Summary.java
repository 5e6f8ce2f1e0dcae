package io.plimsoll.demo.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The story in a few figures.
 *
 * @param maxPendingSeconds the longest that a pod was without a node
 * @param stuckPending pods still Pending at the end of the last settled step under load
 * @param cost US dollars for all instances, from launch to end
 * @param load what became of the requests
 * @param outlay what that was paid for, and what was waited for
 */
public record Summary(
        int peakReplicas,
        SortedMap<String, Integer> peakNodes,
        SortedMap<String, Integer> finalNodes,
        BigDecimal maxPendingSeconds,
        int stuckPending,
        BigDecimal cost,
        Load load,
        @JsonUnwrapped Outlay outlay) {

    private static final int USD_SCALE = 4;

    /**
     * @param cpuTarget the HPA's, in percent of Kong's request
     * @param requests that clients meant to send in all, summed up from the samples
     * @param unserved of them
     * @param worstLatencyMillis of all samples; 0 where nothing was served
     */
    public record Load(
            int cpuTarget, long requests, long unserved, BigDecimal worstLatencyMillis) {}

    /**
     * @param peakUsdPerHour the most that the Ready nodes of each node group cost at a time
     * @param kongPeakUsdPerHour the same of all groups together that Kong may run on
     * @param toll whose {@code usd} is as {@code cost}
     * @param days of a week, one after the other; none of another story
     * @param comparedWith the other side, where there is one
     */
    public record Outlay(
            SortedMap<String, BigDecimal> peakUsdPerHour,
            BigDecimal kongPeakUsdPerHour,
            @JsonUnwrapped Toll toll,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Day> days,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Comparison> comparedWith) {
        public Outlay {
            peakUsdPerHour = Collections.unmodifiableSortedMap(new TreeMap<>(peakUsdPerHour));
            days = List.copyOf(days);
        }
    }

    /**
     * The same load once more.
     *
     * @param nodeGroup that Kong had alone
     */
    public record Comparison(String expander, String nodeGroup, @JsonUnwrapped Summary summary) {}

    /** What the nodes cost that are left in the end, in US dollars. */
    public BigDecimal finalUsdPerHour() {
        return finalNodes.entrySet().stream()
                .filter(group -> peakNodes.getOrDefault(group.getKey(), 0) > 0)
                .map(group ->
                        outlay.peakUsdPerHour()
                                .getOrDefault(group.getKey(), BigDecimal.ZERO)
                                .multiply(BigDecimal.valueOf(group.getValue()))
                                .divide(
                                        BigDecimal.valueOf(
                                                peakNodes.getOrDefault(group.getKey(), 1)),
                                        MathContext.DECIMAL64))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(USD_SCALE, RoundingMode.HALF_UP);
    }

    /** The same beside another side. */
    public Summary beside(Comparison other) {
        return with(
                new Outlay(
                        outlay.peakUsdPerHour(),
                        outlay.kongPeakUsdPerHour(),
                        outlay.toll(),
                        outlay.days(),
                        Optional.of(other)));
    }

    /** The same of a week, whose tolls count evictions and replaced nodes. */
    public Summary over(List<Day> days) {
        return with(
                new Outlay(
                        outlay.peakUsdPerHour(),
                        outlay.kongPeakUsdPerHour(),
                        new Toll(
                                outlay.toll().usd(),
                                outlay.toll().pendingPodSeconds(),
                                sum(days, Toll::evictions),
                                sum(days, Toll::nodesReplaced)),
                        days,
                        outlay.comparedWith()));
    }

    private static Optional<Integer> sum(
            List<Day> days, Function<Toll, Optional<Integer>> counted) {
        return days.stream()
                .flatMap(day -> counted.apply(day.toll()).stream())
                .reduce(Integer::sum);
    }

    private Summary with(Outlay other) {
        return new Summary(
                peakReplicas,
                peakNodes,
                finalNodes,
                maxPendingSeconds,
                stuckPending,
                cost,
                load,
                other);
    }

    public Summary {
        peakNodes = Collections.unmodifiableSortedMap(new TreeMap<>(peakNodes));
        finalNodes = Collections.unmodifiableSortedMap(new TreeMap<>(finalNodes));
    }
}

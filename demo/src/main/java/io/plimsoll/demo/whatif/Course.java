package io.plimsoll.demo.whatif;

import io.plimsoll.autoscaler.app.flight.GroupUse;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/** The most of each figure in each of the equal parts of a time. */
final class Course {

    /** As many as a screen has room for. */
    private static final int PARTS = 360;

    private final Instant from;
    private final Instant to;
    private final Duration part;

    Course(Instant from, Instant to) {
        this.from = from;
        this.to = to;
        this.part =
                Duration.ofSeconds(
                        Math.max(1, Math.ceilDiv(Duration.between(from, to).toSeconds(), PARTS)));
    }

    /**
     * @param nodes of each group
     * @param together of all groups
     * @param waiting pods that waited for a node
     */
    record Most(
            SortedMap<String, Integer> nodes, int together, BigDecimal usdPerHour, int waiting) {}

    /** How long one part is. */
    Duration part() {
        return part;
    }

    /** One for each part, in order. */
    List<Most> of(Played played) {
        int parts = place(to) + 1;
        List<SortedMap<String, Integer>> nodes =
                IntStream.range(0, parts)
                        .<SortedMap<String, Integer>>mapToObj(_ -> new TreeMap<>())
                        .toList();
        int[] together = new int[parts];
        long[] microUsd = new long[parts];
        int[] waiting = new int[parts];
        spread(
                played.fleets(),
                GroupUse.Fleet::from,
                (fleet, at) -> {
                    SortedMap<String, Integer> most = nodes.get(at);
                    fleet.nodes().forEach((group, count) -> most.merge(group, count, Math::max));
                    together[at] = Math.max(together[at], fleet.together());
                    microUsd[at] = Math.max(microUsd[at], fleet.microUsdPerHour());
                });
        spread(
                played.waits(),
                Waits.Count::from,
                (count, at) -> waiting[at] = Math.max(waiting[at], count.pods()));
        return IntStream.range(0, parts)
                .mapToObj(at ->
                        new Most(
                                nodes.get(at),
                                together[at],
                                BigDecimal.valueOf(microUsd[at], 6)
                                        .setScale(4, RoundingMode.HALF_UP),
                                waiting[at]))
                .toList();
    }

    /** Each holds until the next. */
    private <T> void spread(List<T> steps, Function<T, Instant> from, ObjIntConsumer<T> into) {
        for (int which = 0; which < steps.size(); which++) {
            Instant end = which + 1 < steps.size() ? from.apply(steps.get(which + 1)) : to;
            for (int at = place(from.apply(steps.get(which))); at <= place(end); at++) {
                into.accept(steps.get(which), at);
            }
        }
    }

    /** What is before the begin or after the end counts to the first or last part. */
    private int place(Instant time) {
        Instant within = time.isBefore(from) ? from : time.isAfter(to) ? to : time;
        return Math.toIntExact(Duration.between(from, within).dividedBy(part));
    }
}

package io.plimsoll.demo.whatif;

import io.plimsoll.autoscaler.app.flight.PodLife;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.demo.story.PodWaits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Waits of pods, as loops see them: a wait ends with the first loop that sees its end. */
final class Waits {

    private final PodWaits pods = new PodWaits();
    private final List<ObjectKey> over = new ArrayList<>();
    private final List<Count> course = new ArrayList<>();

    /** How many pods waited from a moment on, until the next one. */
    record Count(Instant from, int pods) {}

    /** As they were recorded. */
    static Side.Waiting recorded(List<PodLife> pods, Instant end) {
        List<Duration> all = new ArrayList<>();
        int still = 0;
        for (PodLife life : pods) {
            if (life.refused().isPresent()) {
                Instant until = life.ran().or(() -> life.end().map(PodLife.End::time)).orElse(end);
                still += life.ran().isEmpty() && life.end().isEmpty() ? 1 : 0;
                Duration waited = Duration.between(life.refused().get(), until);
                all.add(waited.isNegative() ? Duration.ZERO : waited);
            }
        }
        return figures(all, still);
    }

    void hear(WorldEvent event) {
        if (event instanceof WorldEvent.PodRunning(_, var pod, _, _)) {
            over.add(pod);
        } else if (event instanceof WorldEvent.PodGone(_, var pod)) {
            over.add(pod);
        } else {
            pods.hear(event);
        }
    }

    /** As it was recorded. */
    static List<Count> course(List<PodLife> pods) {
        SortedMap<Instant, Integer> changes = new TreeMap<>();
        for (PodLife life : pods) {
            life.refused().ifPresent(begin -> changes.merge(begin, 1, Integer::sum));
            life.refused()
                    .flatMap(_ -> life.ran().or(() -> life.end().map(PodLife.End::time)))
                    .ifPresent(end -> changes.merge(end, -1, Integer::sum));
        }
        List<Count> course = new ArrayList<>();
        int waiting = 0;
        for (Map.Entry<Instant, Integer> change : changes.entrySet()) {
            waiting += change.getValue();
            course.add(new Count(change.getKey(), waiting));
        }
        return course;
    }

    void loop(Instant time) {
        over.forEach(pod -> pods.end(pod, time));
        over.clear();
        if (course.isEmpty() || course.getLast().pods() != pods.open()) {
            course.add(new Count(time, pods.open()));
        }
    }

    List<Count> course() {
        return List.copyOf(course);
    }

    int evictions() {
        return pods.evictions();
    }

    Side.Waiting figures(Instant end) {
        return figures(pods.all(end), pods.open());
    }

    private static Side.Waiting figures(List<Duration> waits, int still) {
        List<Duration> sorted = waits.stream().sorted().toList();
        return new Side.Waiting(
                sorted.size(),
                still,
                seconds(sorted.stream().reduce(Duration.ZERO, Duration::plus)),
                quantile(sorted, 0.5),
                quantile(sorted, 0.99),
                quantile(sorted, 1));
    }

    /** The least that so large a part did not exceed. */
    private static BigDecimal quantile(List<Duration> sorted, double part) {
        return sorted.isEmpty()
                ? BigDecimal.ZERO
                : seconds(sorted.get(Math.max(0, (int) Math.ceil(part * sorted.size()) - 1)));
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).setScale(1, RoundingMode.HALF_UP);
    }
}

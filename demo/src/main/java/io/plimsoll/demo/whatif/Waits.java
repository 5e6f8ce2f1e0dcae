package io.plimsoll.demo.whatif;

import io.plimsoll.autoscaler.app.flight.PodLife;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Waits of pods, as loops see them: a wait ends with the first loop that sees its end. */
final class Waits {

    private final Map<ObjectKey, Instant> waiting = new HashMap<>();
    private final List<ObjectKey> over = new ArrayList<>();
    private final List<Duration> ended = new ArrayList<>();
    private int evictions;

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
        switch (event) {
            case WorldEvent.PodPending e -> waiting.put(e.pod(), e.time());
            case WorldEvent.PodRunning e -> over.add(e.pod());
            case WorldEvent.PodGone e -> over.add(e.pod());
            case WorldEvent.Evicted _ -> evictions++;
            case WorldEvent.ScaleUp _,
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

    void loop(Instant time) {
        for (ObjectKey pod : over) {
            Instant since = waiting.remove(pod);
            if (since != null) {
                ended.add(Duration.between(since, time));
            }
        }
        over.clear();
    }

    int evictions() {
        return evictions;
    }

    Side.Waiting figures(Instant end) {
        List<Duration> all = new ArrayList<>(ended);
        waiting.values().forEach(since -> all.add(Duration.between(since, end)));
        return figures(all, waiting.size());
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

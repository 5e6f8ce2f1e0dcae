package io.plimsoll.autoscaler.simulation.hpa;

import io.plimsoll.autoscaler.simulation.spec.HpaBehavior.ScalingPolicy;
import io.plimsoll.autoscaler.simulation.spec.HpaBehavior.ScalingRules;
import io.plimsoll.autoscaler.simulation.spec.HpaSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * One sync of a HorizontalPodAutoscaler, as autoscaling/v2 of Kubernetes 1.29 decides: the metrics'
 * recommendation, stabilized over the behavior's windows, limited by its policies and by minimum
 * and maximum. Pure: what it remembers goes in and comes out as {@link HpaHistory}.
 *
 * <p>An HPA without {@code behavior} gets the documented default behavior. The controller itself
 * then takes an older path, whose limit on the way up differs for fewer than 4 replicas ({@code
 * max(2 × current, 4)}).
 */
public final class HorizontalPodAutoscaler {
    private final HpaSpec spec;
    private final ReplicaCalculator calculator;

    public HorizontalPodAutoscaler(HpaSpec spec) {
        this.spec = spec;
        this.calculator = new ReplicaCalculator(spec.cpuUtilizationPercent());
    }

    /**
     * @param replicas what the target shall have from now on
     * @param utilizationPercent what the HPA's status shows; empty where no metrics were asked for
     *     or there were none
     */
    public record Sync(int replicas, OptionalInt utilizationPercent, HpaHistory history) {}

    /**
     * @param current the target's {@code spec.replicas}; 0 switches the HPA off
     */
    public Sync sync(int current, List<PodSample> pods, HpaHistory before, Instant now) {
        HpaHistory history = before;
        if (history.recommendations().isEmpty()) {
            // Without it, the first sync after a start could shrink the target at once.
            history = history.recommended(now, current);
        }
        if (current == 0) {
            return new Sync(0, OptionalInt.empty(), history);
        }
        int bounded = Math.clamp(current, spec.range().min(), spec.range().max());
        if (bounded != current) {
            return scaled(current, bounded, OptionalInt.empty(), history, now);
        }
        return switch (calculator.recommend(current, pods, now)) {
            case Recommendation.Unknown _ -> new Sync(current, OptionalInt.empty(), history);
            case Recommendation.Replicas(int wanted, int utilization) -> {
                int stabilized = stabilized(current, wanted, history, now);
                int limited = limited(current, stabilized, history, now);
                yield scaled(
                        current,
                        limited,
                        OptionalInt.of(utilization),
                        history.recommended(now, wanted),
                        now);
            }
        };
    }

    private Sync scaled(
            int current, int replicas, OptionalInt utilization, HpaHistory history, Instant now) {
        HpaHistory changed =
                replicas == current ? history : history.changed(now, replicas - current);
        return new Sync(replicas, utilization, changed.since(windowStart(now), periodStart(now)));
    }

    /** No lower than anything recommended in the window down, no higher than in the one up. */
    private int stabilized(int current, int wanted, HpaHistory history, Instant now) {
        int lowest =
                recommendedSince(now.minus(up().stabilizationWindow()), wanted, history)
                        .min()
                        .orElse(wanted);
        int highest =
                recommendedSince(now.minus(down().stabilizationWindow()), wanted, history)
                        .max()
                        .orElse(wanted);
        return Math.min(Math.max(current, lowest), highest);
    }

    private static IntStream recommendedSince(Instant cutoff, int wanted, HpaHistory history) {
        return IntStream.concat(
                IntStream.of(wanted),
                history.recommendations().stream()
                        .filter(entry -> entry.time().isAfter(cutoff))
                        .mapToInt(HpaHistory.Recommended::replicas));
    }

    private int limited(int current, int wanted, HpaHistory history, Instant now) {
        if (wanted > current) {
            int allowed =
                    Math.min(spec.range().max(), Math.max(current, upLimit(current, history, now)));
            return Math.min(wanted, allowed);
        }
        if (wanted < current) {
            int allowed =
                    Math.max(
                            spec.range().min(),
                            Math.min(current, downLimit(current, history, now)));
            return Math.max(wanted, allowed);
        }
        return wanted;
    }

    private int upLimit(int current, HpaHistory history, Instant now) {
        ToIntFunction<ScalingPolicy> limit =
                policy -> {
                    int start = history.replicasAtStartOf(policy.period(), current, now);
                    return switch (policy.type()) {
                        case PODS -> start + policy.value();
                        case PERCENT -> Math.ceilDiv(start * (100 + policy.value()), 100);
                    };
                };
        IntStream limits = up().policies().stream().mapToInt(limit);
        return switch (up().select()) {
            case MAX -> limits.max().orElse(current);
            case MIN -> limits.min().orElse(current);
            case DISABLED -> current;
        };
    }

    private int downLimit(int current, HpaHistory history, Instant now) {
        ToIntFunction<ScalingPolicy> limit =
                policy -> {
                    int start = history.replicasAtStartOf(policy.period(), current, now);
                    return switch (policy.type()) {
                        case PODS -> start - policy.value();
                        case PERCENT -> start * (100 - policy.value()) / 100;
                    };
                };
        IntStream limits = down().policies().stream().mapToInt(limit);
        return switch (down().select()) {
            case MAX -> limits.min().orElse(current);
            case MIN -> limits.max().orElse(current);
            case DISABLED -> current;
        };
    }

    private Instant windowStart(Instant now) {
        return now.minus(longer(up().stabilizationWindow(), down().stabilizationWindow()));
    }

    private Instant periodStart(Instant now) {
        Duration longest = Duration.ZERO;
        for (ScalingRules rules : List.of(up(), down())) {
            for (ScalingPolicy policy : rules.policies()) {
                longest = longer(longest, policy.period());
            }
        }
        return now.minus(longest);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private ScalingRules up() {
        return spec.behavior().scaleUp();
    }

    private ScalingRules down() {
        return spec.behavior().scaleDown();
    }
}

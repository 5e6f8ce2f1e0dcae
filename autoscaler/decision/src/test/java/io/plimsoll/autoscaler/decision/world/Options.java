package io.plimsoll.autoscaler.decision.world;

import io.plimsoll.autoscaler.decision.model.DisruptionBudget;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.BalancingOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ClusterLimits;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Delays;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.DifferenceRatios;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.DrainOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.IntakeOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.OrderOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Parallelism;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Patience;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Range;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Salvo;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ScaleDownOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ScaleUpOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Utilization;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions.Consolidation;
import java.time.Duration;
import java.util.List;

/** The default options but for one thing. */
public final class Options {

    private static final AutoscalingOptions DEFAULT = AutoscalingOptions.DEFAULT;
    private static final ScaleUpOptions SCALE_UP = ScaleUpOptions.DEFAULT;
    private static final ScaleDownOptions SCALE_DOWN = ScaleDownOptions.DEFAULT;

    private Options() {}

    public static AutoscalingOptions expanders(String... names) {
        return with(
                new ScaleUpOptions(
                        List.of(names),
                        SCALE_UP.orders(),
                        SCALE_UP.intake(),
                        SCALE_UP.balancing()));
    }

    /** One expander, which goes on until all pods have their nodes. */
    public static AutoscalingOptions inOneLoop(String expander) {
        return with(
                new ScaleUpOptions(
                        List.of(expander),
                        new OrderOptions(1000, false, Salvo.ON),
                        SCALE_UP.intake(),
                        SCALE_UP.balancing()));
    }

    public static AutoscalingOptions balanced() {
        return with(
                new ScaleUpOptions(
                        SCALE_UP.expanders(),
                        SCALE_UP.orders(),
                        SCALE_UP.intake(),
                        new BalancingOptions(
                                true, List.of(), List.of(), DifferenceRatios.DEFAULT)));
    }

    public static AutoscalingOptions orders(int maxNodes, Salvo salvo) {
        return with(
                new ScaleUpOptions(
                        SCALE_UP.expanders(),
                        new OrderOptions(maxNodes, false, salvo),
                        SCALE_UP.intake(),
                        SCALE_UP.balancing()));
    }

    public static AutoscalingOptions enforcingMinSize() {
        return with(
                new ScaleUpOptions(
                        SCALE_UP.expanders(),
                        new OrderOptions(1000, true, Salvo.FOR_COMPANY),
                        SCALE_UP.intake(),
                        SCALE_UP.balancing()));
    }

    public static AutoscalingOptions newPodDelay(Duration delay) {
        return with(new IntakeOptions(delay, -10, List.of(), List.of(), false));
    }

    public static AutoscalingOptions allowedSchedulers(String... names) {
        return with(new IntakeOptions(Duration.ZERO, -10, List.of(), List.of(names), false));
    }

    private static AutoscalingOptions with(IntakeOptions intake) {
        return with(
                new ScaleUpOptions(
                        SCALE_UP.expanders(), SCALE_UP.orders(), intake, SCALE_UP.balancing()));
    }

    public static AutoscalingOptions limits(int maxNodes, Range cores) {
        return limits(new ClusterLimits(maxNodes, cores, new Range(0, 6_400_000)));
    }

    public static AutoscalingOptions limits(ClusterLimits limits) {
        return new AutoscalingOptions(
                SCALE_UP, SCALE_DOWN, limits, DEFAULT.health(), DEFAULT.taints());
    }

    public static AutoscalingOptions utilization(Utilization utilization) {
        return with(
                new ScaleDownOptions(
                        true,
                        utilization,
                        SCALE_DOWN.patience(),
                        SCALE_DOWN.parallelism(),
                        SCALE_DOWN.drain()));
    }

    public static AutoscalingOptions parallelism(int total, int drains) {
        return with(
                new ScaleDownOptions(
                        true,
                        SCALE_DOWN.utilization(),
                        SCALE_DOWN.patience(),
                        new Parallelism(total, drains, total, Duration.ofSeconds(10)),
                        SCALE_DOWN.drain()));
    }

    /** Cooldowns hold for single groups. */
    public static AutoscalingOptions localDelays() {
        Patience patience = SCALE_DOWN.patience();
        Delays delays = patience.delays();
        Delays local =
                new Delays(delays.afterAdd(), delays.afterDelete(), delays.afterFailure(), true);
        return with(
                new ScaleDownOptions(
                        true,
                        SCALE_DOWN.utilization(),
                        new Patience(patience.unneededTime(), patience.unreadyTime(), true, local),
                        SCALE_DOWN.parallelism(),
                        SCALE_DOWN.drain()));
    }

    public static AutoscalingOptions removalsPerHour(int most) {
        return with(
                new ScaleDownOptions(
                        true,
                        SCALE_DOWN.utilization(),
                        SCALE_DOWN.patience(),
                        new Parallelism(10, 1, 10, Duration.ofSeconds(10), most),
                        SCALE_DOWN.drain()));
    }

    /** For all groups, where many may be drained at once. */
    public static AutoscalingOptions disruptionBudgets(DisruptionBudget... budgets) {
        return with(
                new ScaleDownOptions(
                        true,
                        SCALE_DOWN.utilization(),
                        SCALE_DOWN.patience(),
                        new Parallelism(10, 10, 10, Duration.ofSeconds(10), 0, List.of(budgets)),
                        SCALE_DOWN.drain()));
    }

    public static AutoscalingOptions drain(DrainOptions drain) {
        return with(
                new ScaleDownOptions(
                        true,
                        SCALE_DOWN.utilization(),
                        SCALE_DOWN.patience(),
                        SCALE_DOWN.parallelism(),
                        drain));
    }

    public static AutoscalingOptions consolidating(Consolidation mode) {
        return consolidation(
                new ConsolidationOptions(
                        mode,
                        ConsolidationOptions.DEFAULT.minSavingPermille(),
                        ConsolidationOptions.DEFAULT.cooldown(),
                        ConsolidationOptions.DEFAULT.evictionCost()));
    }

    public static AutoscalingOptions consolidatingWithRemovalsPerHour(int most) {
        return with(
                removalsPerHour(most)
                        .scaleDown()
                        .with(consolidating(Consolidation.REPLACE).scaleDown().consolidation()));
    }

    public static AutoscalingOptions consolidation(ConsolidationOptions consolidation) {
        return with(SCALE_DOWN.with(consolidation));
    }

    private static AutoscalingOptions with(ScaleUpOptions scaleUp) {
        return new AutoscalingOptions(
                scaleUp, SCALE_DOWN, DEFAULT.limits(), DEFAULT.health(), DEFAULT.taints());
    }

    private static AutoscalingOptions with(ScaleDownOptions scaleDown) {
        return new AutoscalingOptions(
                SCALE_UP, scaleDown, DEFAULT.limits(), DEFAULT.health(), DEFAULT.taints());
    }
}

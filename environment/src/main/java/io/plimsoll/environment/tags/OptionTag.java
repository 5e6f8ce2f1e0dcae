package io.plimsoll.environment.tags;

import io.plimsoll.environment.DisruptionBudgetConfig;
import io.plimsoll.environment.GoDuration;
import io.plimsoll.environment.flags.Decimal;
import io.plimsoll.environment.flags.FlagText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The tags below {@code autoscaling-options/}, each with its way to write a value. */
final class OptionTag {

    static final String UTILIZATION = "scaledownutilizationthreshold";
    static final String GPU_UTILIZATION = "scaledowngpuutilizationthreshold";
    static final String UNNEEDED_TIME = "scaledownunneededtime";
    static final String UNREADY_TIME = "scaledownunreadytime";
    static final String IGNORE_DAEMON_SETS = "ignoredaemonsetsutilization";

    private OptionTag() {}

    /** What a tag's value must be, or empty if it is. */
    static Optional<String> refusal(String name, String value) {
        return switch (name) {
            case UTILIZATION, GPU_UTILIZATION ->
                    permille(value).isPresent()
                            ? Optional.empty()
                            : Optional.of("must be a fraction from 0 to 1");
            case UNNEEDED_TIME, UNREADY_TIME ->
                    GoDuration.parse(value).isPresent()
                            ? Optional.empty()
                            : Optional.of("must be a duration such as 10m");
            case IGNORE_DAEMON_SETS ->
                    FlagText.bool(value).isPresent()
                            ? Optional.empty()
                            : Optional.of("must be true or false");
            default -> Optional.of("is no option that a group can have of its own");
        };
    }

    static ScalingOptions options(
            SortedMap<String, String> byName, Optional<List<DisruptionBudgetConfig>> budgets) {
        return new ScalingOptions(
                value(byName, UTILIZATION).flatMap(OptionTag::permille),
                value(byName, GPU_UTILIZATION).flatMap(OptionTag::permille),
                value(byName, UNNEEDED_TIME).flatMap(GoDuration::parse),
                value(byName, UNREADY_TIME).flatMap(GoDuration::parse),
                value(byName, IGNORE_DAEMON_SETS).flatMap(FlagText::bool),
                budgets);
    }

    static void write(ScalingOptions options, SortedMap<String, String> byName) {
        options.utilizationThresholdPermille()
                .ifPresent(permille -> byName.put(UTILIZATION, fraction(permille)));
        options.gpuUtilizationThresholdPermille()
                .ifPresent(permille -> byName.put(GPU_UTILIZATION, fraction(permille)));
        options.unneededTime().ifPresent(time -> byName.put(UNNEEDED_TIME, text(time)));
        options.unreadyTime().ifPresent(time -> byName.put(UNREADY_TIME, text(time)));
        options.ignoreDaemonSetsUtilization()
                .ifPresent(ignore -> byName.put(IGNORE_DAEMON_SETS, ignore.toString()));
    }

    private static Optional<String> value(SortedMap<String, String> byName, String name) {
        return Optional.ofNullable(byName.get(name));
    }

    private static Optional<Integer> permille(String fraction) {
        try {
            BigDecimal permille =
                    Decimal.parse(fraction)
                            .value()
                            .movePointRight(3)
                            .setScale(0, RoundingMode.HALF_UP);
            return Optional.of(permille.intValueExact())
                    .filter(value -> value >= 0 && value <= 1000);
        } catch (ArithmeticException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static String fraction(int permille) {
        return BigDecimal.valueOf(permille, 3).stripTrailingZeros().toPlainString();
    }

    private static String text(Duration duration) {
        return GoDuration.format(duration);
    }
}

package io.plimsoll.environment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Go, Kubernetes, fortio and Cluster Autoscaler write them: {@code 1h30m}, {@code
 * 40s}.
 */
public final class GoDuration {

    /** What {@link #parse} takes, as a regular expression; signs are left out on purpose. */
    public static final String SYNTAX = "0|((\\d+(\\.\\d*)?|\\.\\d+)(h|m|s|ms|us|µs|ns))+";

    private static final Pattern WHOLE = Pattern.compile(SYNTAX);
    private static final Pattern PART =
            Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(h|ms|m|s|us|µs|ns)");
    private static final Map<String, Long> NANOS =
            Map.of(
                    "h", 3_600_000_000_000L,
                    "m", 60_000_000_000L,
                    "s", 1_000_000_000L,
                    "ms", 1_000_000L,
                    "us", 1_000L,
                    "µs", 1_000L,
                    "ns", 1L);

    /** Nobody writes a longer one; the JDK's patterns recurse. */
    private static final int LONGEST = 200;

    private GoDuration() {}

    /** Empty for anything that Go's {@code time.ParseDuration} refuses, and for negative ones. */
    public static Optional<Duration> parse(String text) {
        if (text.length() > LONGEST || !WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            BigDecimal unit = BigDecimal.valueOf(NANOS.getOrDefault(part.group(2), 0L));
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
        }
        try {
            return Optional.of(
                    Duration.ofNanos(nanos.setScale(0, RoundingMode.DOWN).longValueExact()));
        } catch (ArithmeticException _) {
            return Optional.empty();
        }
    }

    /** The shortest form that {@link #parse} reads back, such as {@code 20m} or {@code 1m30s}. */
    public static String format(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toHours(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toNanosPart(), "ns");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long amount, String unit) {
        if (amount > 0) {
            text.append(amount).append(unit);
        }
    }
}

package io.plimsoll.environment.flags;

import io.plimsoll.environment.GoDuration;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of flags as pflag reads them; each is empty for what pflag refuses. */
public final class FlagText {

    public static final String BOOL_RULE = "true or false";
    public static final String INTEGER_RULE = "a whole number";
    public static final String DECIMAL_RULE = "a number such as 0.5";
    public static final String DURATION_RULE = "a Go duration such as 10s, 1h30m or 300ms";
    public static final String RANGE_RULE = "min:max, such as 0:100";
    public static final String ORDER_RULE = "a max of at least min";

    /** The bundled autoscaler's expander that plans all groups at once, and so stands alone. */
    public static final String CHEAPEST_MIX = "cheapest-mix";

    /** Expanders that the bundled autoscaler has beside that. */
    public static final Set<String> EXPANDERS =
            Set.of("random", "most-pods", "least-waste", "least-nodes", "price", "priority");

    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,100}):(\\d{1,100})");

    /** Their bytes can be counted; there is no more memory in the world. */
    private static final BigInteger MOST_GIB = BigInteger.valueOf(Long.MAX_VALUE >> 30);

    private FlagText() {}

    /**
     * Two bounds of a whole cluster.
     *
     * @param max may be less than min, which is wrong
     */
    public record Range(long min, long max) {}

    public static Optional<Boolean> bool(String text) {
        if (TRUE.contains(text)) {
            return Optional.of(true);
        }
        return FALSE.contains(text) ? Optional.of(false) : Optional.empty();
    }

    /** Go's flags have 64 bits. What is beyond 32 is as good as their end: no limit at all. */
    public static Optional<Integer> integer(String text) {
        try {
            return Optional.of(Math.clamp(Long.decode(text), Integer.MIN_VALUE, Integer.MAX_VALUE));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    public static Optional<Decimal> decimal(String text) {
        try {
            return Optional.of(Decimal.parse(text));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** A time that lies in the past is over: a negative duration is zero. */
    public static Optional<Duration> duration(String text) {
        boolean negative = text.startsWith("-");
        String amount = negative || text.startsWith("+") ? text.substring(1) : text;
        return GoDuration.parse(amount).map(duration -> negative ? Duration.ZERO : duration);
    }

    /** {@code min:max}, as the limits of a whole cluster are written. */
    public static Optional<Range> range(String text) {
        Matcher matcher = RANGE.matcher(text);
        return matcher.matches()
                ? Optional.of(new Range(limit(matcher.group(1)), limit(matcher.group(2))))
                : Optional.empty();
    }

    private static long limit(String digits) {
        return new BigInteger(digits).min(MOST_GIB).longValueExact();
    }
}

package io.plimsoll.autoscaler.kubernetes.objects;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Quantities as {@code k8s.io/apimachinery/pkg/api/resource} reads them: every suffix, decimal
 * exponents, no more precision than billionths.
 */
public final class Quantities {
    private static final String ALLOWED =
            "a quantity: digits with at most one point, then nothing, an exponent such as e3, or one"
                    + " of n u m k M G T P E Ki Mi Gi Ti Pi Ei";
    private static final Map<String, BigDecimal> SUFFIXES =
            Map.ofEntries(
                    Map.entry("", BigDecimal.ONE),
                    Map.entry("n", BigDecimal.ONE.scaleByPowerOfTen(-9)),
                    Map.entry("u", BigDecimal.ONE.scaleByPowerOfTen(-6)),
                    Map.entry("m", BigDecimal.ONE.scaleByPowerOfTen(-3)),
                    Map.entry("k", BigDecimal.valueOf(1_000L)),
                    Map.entry("M", BigDecimal.valueOf(1_000_000L)),
                    Map.entry("G", BigDecimal.valueOf(1_000_000_000L)),
                    Map.entry("T", BigDecimal.valueOf(1_000_000_000_000L)),
                    Map.entry("P", BigDecimal.valueOf(1_000_000_000_000_000L)),
                    Map.entry("E", BigDecimal.valueOf(1_000_000_000_000_000_000L)),
                    Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
                    Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
                    Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
                    Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
                    Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
                    Map.entry("Ei", BigDecimal.valueOf(1L << 60)));

    /** Digits; an amount takes no more. */
    private static final int LONGEST = 40;

    /** More than any machine has of anything; sums of many such amounts stay within a long. */
    static final BigDecimal MOST = BigDecimal.valueOf(1L << 50);

    private Quantities() {}

    /**
     * @param field where the quantity stands, for the error
     * @throws WrongObjectException if it is none, or negative
     */
    static BigDecimal parse(String field, Quantity quantity) {
        BigDecimal usual = SUFFIXES.get(Metadatas.orEmpty(quantity.getFormat()));
        if (usual != null && isShortNumber(quantity.getAmount())) {
            return BigDecimal.valueOf(Long.parseLong(quantity.getAmount())).multiply(usual);
        }
        return parseAny(() -> field, quantity.toString());
    }

    /**
     * An amount of what a machine has or a container asks for.
     *
     * @param field where it stands, for the error; asked for only then
     * @throws WrongObjectException if it is no quantity, negative, or more than there can be
     */
    public static void check(Supplier<String> field, String text) {
        BigDecimal exact = parseAny(field, text);
        if (exact.compareTo(MOST) > 0) {
            throw new WrongObjectException(field.get(), text, "1Pi or less; no machine has more");
        }
    }

    private static boolean isShortNumber(@Nullable String amount) {
        if (amount == null || amount.isEmpty() || amount.length() > 15) {
            return false;
        }
        for (int index = 0; index < amount.length(); index++) {
            if (!isDigit(amount.charAt(index))) {
                return false;
            }
        }
        return true;
    }

    private static BigDecimal parseAny(Supplier<String> field, String text) {
        int end = endOfNumber(text);
        Optional<BigDecimal> multiplier = multiplier(text.substring(end));
        if (multiplier.isEmpty() || !hasDigit(text, end) || end > LONGEST) {
            throw new WrongObjectException(field.get(), text, ALLOWED);
        }
        BigDecimal exact = new BigDecimal(text.substring(0, end)).multiply(multiplier.get());
        if (exact.signum() < 0) {
            throw new WrongObjectException(field.get(), text, "zero or more");
        }
        return exact.scale() <= 9 ? exact : exact.setScale(9, RoundingMode.UP);
    }

    private static int endOfNumber(String text) {
        int end = 0;
        boolean point = false;
        while (end < text.length()) {
            char next = text.charAt(end);
            boolean sign = end == 0 && (next == '+' || next == '-');
            if (!sign && !isDigit(next) && (next != '.' || point)) {
                break;
            }
            point |= next == '.';
            end++;
        }
        return end;
    }

    private static boolean hasDigit(String text, int end) {
        for (int index = 0; index < end; index++) {
            if (isDigit(text.charAt(index))) {
                return true;
            }
        }
        return false;
    }

    private static Optional<BigDecimal> multiplier(String suffix) {
        BigDecimal known = SUFFIXES.get(suffix);
        if (known != null) {
            return Optional.of(known);
        }
        if (suffix.length() < 2 || (suffix.charAt(0) != 'e' && suffix.charAt(0) != 'E')) {
            return Optional.empty();
        }
        int digits = suffix.charAt(1) == '+' || suffix.charAt(1) == '-' ? 2 : 1;
        String exponent = suffix.substring(digits);
        // Beyond three digits every amount is zero or too large, and no one means it.
        if (exponent.isEmpty()
                || exponent.length() > 3
                || !exponent.chars().allMatch(Quantities::isDigit)) {
            return Optional.empty();
        }
        int power = Integer.parseInt(exponent);
        return Optional.of(
                BigDecimal.ONE.scaleByPowerOfTen(suffix.charAt(1) == '-' ? -power : power));
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }
}

package io.plimsoll.environment.flags;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A flag's number with a fraction, exact. */
public record Decimal(BigDecimal value) {

    private static final BigDecimal LEAST = BigDecimal.valueOf(Integer.MIN_VALUE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);

    /** 1e999999999 is a number, too, but has more digits than there is memory. */
    private static final int MOST_DIGITS = 1000;

    /**
     * @throws NumberFormatException when {@code text} is none
     */
    public static Decimal parse(String text) {
        BigDecimal value = new BigDecimal(text);
        if (Math.abs(value.scale()) > MOST_DIGITS) {
            throw new NumberFormatException(text);
        }
        return new Decimal(value);
    }

    /**
     * Shifted to a whole number; finer digits are dropped, so that a threshold never grows. What is
     * beyond an int is as good as its end.
     *
     * @param digits 3 for thousandths, 6 for millionths
     */
    public int scaled(int digits) {
        BigDecimal shifted = value.movePointRight(digits);
        return shifted.max(LEAST).min(MOST).setScale(0, RoundingMode.DOWN).intValueExact();
    }
}

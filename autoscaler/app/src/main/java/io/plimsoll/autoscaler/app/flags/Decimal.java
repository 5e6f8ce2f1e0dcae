package io.plimsoll.autoscaler.app.flags;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A flag's number with a fraction, exact. */
public record Decimal(BigDecimal value) {

    /**
     * @throws NumberFormatException when {@code text} is none
     */
    static Decimal parse(String text) {
        return new Decimal(new BigDecimal(text));
    }

    /**
     * Shifted to a whole number; finer digits are dropped, so that a threshold never grows.
     *
     * @param digits 3 for thousandths, 6 for millionths
     */
    int scaled(int digits) {
        return value.movePointRight(digits).setScale(0, RoundingMode.DOWN).intValueExact();
    }
}

package io.plimsoll.environment;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Quantities as whole numbers, rounded up as Kubernetes rounds them ({@code Quantity.Value} and
 * {@code MilliValue} in {@code k8s.io/apimachinery/pkg/api/resource}).
 */
public final class Amounts {
    private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    private Amounts() {}

    /** Whole units, such as bytes. */
    public static long whole(Quantity quantity) {
        return whole(quantity.getNumericalAmount());
    }

    /** Thousandths, as CPU is counted. */
    public static long milli(Quantity quantity) {
        return milli(quantity.getNumericalAmount());
    }

    /** What is too large for a long is the largest long. */
    public static long whole(BigDecimal amount) {
        return amount.min(MAX).setScale(0, RoundingMode.CEILING).longValueExact();
    }

    /** As {@link #whole(BigDecimal)}, of thousandths. */
    public static long milli(BigDecimal amount) {
        return whole(amount.movePointRight(3));
    }
}

package io.plimsoll.checks.capacity;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Quantities as whole numbers, rounded up as Kubernetes rounds them. */
final class Amounts {

    private Amounts() {}

    static long bytes(Quantity quantity) {
        return whole(quantity.getNumericalAmount());
    }

    static long milli(Quantity quantity) {
        return whole(quantity.getNumericalAmount().movePointRight(3));
    }

    private static long whole(BigDecimal amount) {
        return amount.setScale(0, RoundingMode.CEILING).longValueExact();
    }
}

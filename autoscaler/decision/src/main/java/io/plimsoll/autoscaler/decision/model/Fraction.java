package io.plimsoll.autoscaler.decision.model;

import java.math.BigInteger;

/**
 * An exact share of something.
 *
 * @param denominator positive
 */
public record Fraction(BigInteger numerator, BigInteger denominator)
        implements Comparable<Fraction> {

    private static final BigInteger THOUSAND = BigInteger.valueOf(1000);

    public static final Fraction ZERO = of(0, 1);
    public static final Fraction ONE = of(1, 1);

    /** Of nothing, everything is used: {@code whole} below 1 gives {@link #ONE} or more. */
    public static Fraction of(long part, long whole) {
        return whole > 0
                ? new Fraction(BigInteger.valueOf(part), BigInteger.valueOf(whole))
                : new Fraction(BigInteger.valueOf(Math.max(1, part)), BigInteger.ONE);
    }

    public Fraction plus(Fraction other) {
        return new Fraction(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    /** Their product is a {@code long}. */
    private static boolean isSmall(BigInteger one, BigInteger other) {
        return one.bitLength() + other.bitLength() < Long.SIZE - 1;
    }

    /** Rounded down. */
    public int permille() {
        if (isSmall(numerator, THOUSAND) && denominator.bitLength() < Long.SIZE - 1) {
            return (int) (numerator.longValue() * 1000 / denominator.longValue());
        }
        return numerator.multiply(THOUSAND).divide(denominator).intValue();
    }

    @Override
    public int compareTo(Fraction other) {
        if (isSmall(numerator, other.denominator) && isSmall(other.numerator, denominator)) {
            return Long.compare(
                    numerator.longValue() * other.denominator.longValue(),
                    other.numerator.longValue() * denominator.longValue());
        }
        return numerator
                .multiply(other.denominator)
                .compareTo(other.numerator.multiply(denominator));
    }
}

package io.plimsoll.autoscaler.decision.model;

/**
 * Money for a time, exact.
 *
 * @param microUsdPerHour millionths of a US dollar an hour; 0 where no price is known
 */
public record Price(long microUsdPerHour) {
    public static final Price UNKNOWN = new Price(0);

    public boolean isKnown() {
        return microUsdPerHour > 0;
    }
}

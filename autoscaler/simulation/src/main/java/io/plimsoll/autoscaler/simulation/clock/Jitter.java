package io.plimsoll.autoscaler.simulation.clock;

import java.time.Duration;
import java.util.Random;

/** Chance in how long things take; the same seed draws the same. */
public final class Jitter {
    private final Random random;
    private final int percent;

    /**
     * @param percent how far a time may be from what is usual; 0 draws nothing
     */
    public Jitter(long seed, int percent) {
        this.random = new Random(seed);
        this.percent = percent;
    }

    /** Around what is usual, which is likeliest. */
    public Duration around(Duration usual) {
        if (percent == 0) {
            return usual;
        }
        double spread = (random.nextDouble() + random.nextDouble() - 1) * percent / 100;
        return Duration.ofMillis(Math.round(usual.toMillis() * (1 + spread)));
    }

    /** Nothing without jitter, else up to {@code most}. */
    public Duration upTo(Duration most) {
        return percent == 0
                ? Duration.ZERO
                : Duration.ofMillis((long) (random.nextDouble() * most.toMillis()));
    }
}

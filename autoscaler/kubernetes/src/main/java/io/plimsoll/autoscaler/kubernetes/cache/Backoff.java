package io.plimsoll.autoscaler.kubernetes.cache;

import java.time.Duration;
import java.util.SplittableRandom;

/** Longer and longer waits between attempts that fail, each jittered. Confined to one thread. */
public final class Backoff {
    private final SplittableRandom chance = new SplittableRandom();
    private final Duration first;
    private final Duration longest;
    private Duration next;

    public Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /** Between a half and the whole of what it has grown to. */
    public Duration next() {
        long nanos = next.toNanos();
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
        return Duration.ofNanos(nanos - chance.nextLong(nanos / 2 + 1));
    }

    public void reset() {
        next = first;
    }
}

package io.plimsoll.autoscaler.engine.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Measures the parts of one loop; what is done several times adds up. */
final class Stopwatch {
    private final InstantSource clock;
    private final SortedMap<String, Duration> took = new TreeMap<>();

    Stopwatch(InstantSource clock) {
        this.clock = clock;
    }

    <T> T time(String part, Supplier<T> work) {
        Instant start = clock.instant();
        try {
            return work.get();
        } finally {
            took.merge(part, Duration.between(start, clock.instant()), Duration::plus);
        }
    }

    void time(String part, Runnable work) {
        boolean _ =
                time(
                        part,
                        () -> {
                            work.run();
                            return true;
                        });
    }

    SortedMap<String, Duration> took() {
        return took;
    }
}

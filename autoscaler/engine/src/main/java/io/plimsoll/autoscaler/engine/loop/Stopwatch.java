package io.plimsoll.autoscaler.engine.loop;

import io.plimsoll.autoscaler.engine.port.Steps;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Measures the parts of one loop, and tells of them; what is done several times adds up. */
final class Stopwatch {
    private final InstantSource clock;
    private final Steps steps;
    private final SortedMap<String, Duration> took = new TreeMap<>();

    Stopwatch(InstantSource clock, Steps steps) {
        this.clock = clock;
        this.steps = steps;
    }

    <T> T time(String part, Supplier<T> work) {
        Instant start = clock.instant();
        try {
            return steps.during(part, work);
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

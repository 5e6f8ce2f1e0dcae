package io.plimsoll.autoscaler.app.run;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Gauges of Cluster Autoscaler's names that keep the last value they were set to. */
final class Gauges {

    private final MeterRegistry registry;
    private final Map<Key, AtomicLong> values = new ConcurrentHashMap<>();

    Gauges(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Key(String name, Tags tags) {}

    /**
     * @param name without the prefix {@code cluster_autoscaler_}
     * @param tags names and values, by turns
     */
    void set(String name, long value, String... tags) {
        values.computeIfAbsent(new Key(name, Tags.of(tags)), this::register).set(value);
    }

    private AtomicLong register(Key key) {
        AtomicLong value = new AtomicLong();
        Gauge.builder("cluster_autoscaler_" + key.name(), value, AtomicLong::get)
                .tags(key.tags())
                .register(registry);
        return value;
    }
}

package io.plimsoll.autoscaler.aws.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Answers that stay good for a while; failures are not remembered, and what is no longer good is
 * forgotten with the next answer. Confined to one thread.
 */
final class Remembered<K, V> {

    private final Function<V, Duration> age;
    private final InstantSource clock;
    private final Function<K, V> ask;
    private final Map<K, Answer<V>> answers = new HashMap<>();

    /**
     * @param age how long an answer stays good
     */
    Remembered(Function<V, Duration> age, InstantSource clock, Function<K, V> ask) {
        this.age = age;
        this.clock = clock;
        this.ask = ask;
    }

    private record Answer<V>(V value, Instant until) {}

    V get(K key) {
        Instant now = clock.instant();
        Answer<V> known = answers.get(key);
        if (known != null && now.isBefore(known.until())) {
            return known.value();
        }
        V value = ask.apply(key);
        answers.values().removeIf(answer -> !now.isBefore(answer.until()));
        answers.put(key, new Answer<>(value, now.plus(age.apply(value))));
        return value;
    }
}

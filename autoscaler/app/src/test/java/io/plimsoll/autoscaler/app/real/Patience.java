package io.plimsoll.autoscaler.app.real;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Waits for what a world in trouble comes to, though it cannot always be asked. */
final class Patience {
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private Patience() {}

    /** Waits until a fault has lasted for so long. */
    static void last(Duration time) {
        lastUntil(Instant.now().plus(time));
    }

    static void lastUntil(Instant end) {
        eventually("it is " + end, () -> Instant.now().isAfter(end));
    }

    static void eventually(String what, Callable<Boolean> condition) {
        eventually(what, LONGEST, condition);
    }

    static void eventually(String what, Duration longest, Callable<Boolean> condition) {
        await(what)
                .atMost(longest)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsInstanceOf(KubernetesClientException.class)
                .until(condition);
    }

    static <T> T found(String what, Supplier<Optional<T>> search) {
        AtomicReference<Optional<T>> found = new AtomicReference<>(Optional.empty());
        eventually(
                what,
                () -> {
                    found.set(search.get());
                    return found.get().isPresent();
                });
        return found.get().orElseThrow();
    }
}

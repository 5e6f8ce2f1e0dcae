package io.plimsoll.autoscaler.decision.intake;

import io.plimsoll.autoscaler.decision.model.Gpu;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.IntakeOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;

/** Pods so new that more of their kind may be about to come: one scale-up for all is better. */
public final class FreshPods {

    private static final Duration BUFFER = Duration.ofSeconds(2);
    private static final Duration GPU_BUFFER = Duration.ofSeconds(30);

    private FreshPods() {}

    /** Even the oldest pod, or the oldest that wants a GPU, is new. */
    public static boolean mayBeMore(Collection<Pod> pods, IntakeOptions options, Instant now) {
        if (!options.bypassedSchedulers().isEmpty()) {
            return false;
        }
        return isOldestWithin(BUFFER, pods, _ -> true, now)
                || isOldestWithin(GPU_BUFFER, pods, FreshPods::wantsGpu, now);
    }

    private static boolean isOldestWithin(
            Duration buffer, Collection<Pod> pods, Predicate<Pod> kind, Instant now) {
        Optional<Instant> oldest =
                pods.stream()
                        .filter(kind)
                        .map(pod -> pod.metadata().creationTime())
                        .min(Instant::compareTo);
        return oldest.filter(created -> created.plus(buffer).isAfter(now)).isPresent();
    }

    private static boolean wantsGpu(Pod pod) {
        return pod.spec().requests().extended().getOrDefault(Gpu.RESOURCE, 0L) > 0;
    }
}

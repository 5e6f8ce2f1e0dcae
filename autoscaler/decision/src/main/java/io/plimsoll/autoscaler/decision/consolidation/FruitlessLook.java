package io.plimsoll.autoscaler.decision.consolidation;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The last look that found nothing to replace: the most work that a loop can have, and of the same
 * world it comes to the same. Who forgets it looks once more. Mutable.
 */
public final class FruitlessLook {

    /** What changes meanwhile waits so long: a replacement is no hurry. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** Clocks have a say as well: backoffs end, pods that were told to end do not. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private Optional<Seen> last = Optional.empty();

    private record Seen(
            Observation world, AutoscalingOptions options, Instant from, Instant until) {

        /** Not the same question at an earlier time, either. */
        private boolean counts(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    /** Whether looking again would find nothing either, or is too soon. */
    public boolean holds(Observation world, AutoscalingOptions options, Instant now) {
        return last.filter(seen -> seen.options().equals(options) && seen.counts(now))
                .filter(seen ->
                        now.isBefore(seen.from().plus(PAUSE)) || isSame(seen.world(), world))
                .isPresent();
    }

    /**
     * @param until when a node that is too young will be old enough; far in the future where there
     *     is none, and {@code now} where not all could be looked at
     */
    public void remember(
            Observation world, AutoscalingOptions options, Instant now, Instant until) {
        Instant latest = now.plus(LONGEST);
        Instant earliest = now.plus(PAUSE);
        Instant end = until.isBefore(latest) ? until : latest;
        last = Optional.of(new Seen(world, options, now, end.isBefore(earliest) ? earliest : end));
    }

    @SuppressWarnings("ReferenceEquality") // Whoever observes keeps what did not change.
    private static boolean isSame(Observation before, Observation now) {
        Cluster old = before.cluster();
        Cluster next = now.cluster();
        return old.nodes() == next.nodes()
                && old.pods() == next.pods()
                && old.controllers().workloads() == next.controllers().workloads()
                && old.controllers().budgets() == next.controllers().budgets()
                && before.nodeGroups().equals(now.nodeGroups());
    }
}

package io.plimsoll.autoscaler.decision.model;

import java.util.Optional;

/**
 * The rule of a PodDisruptionBudget: how many pods must stay healthy, or may be missing.
 *
 * <p>Source: kubernetes 1.29, {@code getExpectedPodCount} in {@code
 * pkg/controller/disruption/disruption.go}.
 */
public sealed interface DisruptionLimit {
    record MinAvailable(Amount amount) implements DisruptionLimit {}

    record MaxUnavailable(Amount amount) implements DisruptionLimit {}

    /** Neither is there: such a budget allows nothing. */
    record Unsaid() implements DisruptionLimit {}

    /**
     * What a budget says; the API takes one that says at most one of both.
     *
     * @param maxUnavailable a whole number, or one with a percent sign
     * @param minAvailable the same
     * @throws NumberFormatException if one is neither
     */
    static DisruptionLimit of(Optional<String> maxUnavailable, Optional<String> minAvailable) {
        return maxUnavailable
                .<DisruptionLimit>map(text -> new MaxUnavailable(Amount.parse(text)))
                .or(() -> minAvailable.map(text -> new MinAvailable(Amount.parse(text))))
                .orElseGet(Unsaid::new);
    }

    /** Pods, or percent of the replicas that their controllers want, rounded up. */
    sealed interface Amount {
        record Pods(int count) implements Amount {}

        record Percent(int percent) implements Amount {}

        private static Amount parse(String text) {
            return text.endsWith("%")
                    ? new Percent(Integer.parseInt(text.substring(0, text.length() - 1)))
                    : new Pods(Integer.parseInt(text));
        }

        /** Of so many pods. */
        default int of(int pods) {
            return switch (this) {
                case Pods(int count) -> count;
                case Percent(int percent) ->
                        Math.toIntExact(Math.ceilDiv((long) pods * percent, 100));
            };
        }
    }

    /**
     * @param expected how many pods there should be
     * @return how many of them have to be healthy after an eviction
     */
    default int desired(int expected) {
        return switch (this) {
            case MinAvailable(Amount amount) -> amount.of(expected);
            case MaxUnavailable(Amount amount) -> Math.max(0, expected - amount.of(expected));
            case Unsaid() -> expected;
        };
    }
}

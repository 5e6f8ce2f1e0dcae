package io.plimsoll.autoscaler.engine.port;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One whole loop: what was seen, what was decided, what came of it.
 *
 * @param observation when the loop could not observe, the last one that it could; the outcomes then
 *     say so
 * @param history what the decision was made with: the same arguments give the same decision
 * @param decision the last one, where a refusal made the loop decide anew
 * @param outcomes one for each action tried, in order
 * @param took how long each part of the loop took, by Cluster Autoscaler's names of functions; none
 *     where nobody measured
 */
public record LoopReport(
        Instant time,
        Observation observation,
        History history,
        Decision decision,
        List<Outcome> outcomes,
        SortedMap<String, Duration> took) {

    public LoopReport {
        outcomes = List.copyOf(outcomes);
        took = Collections.unmodifiableSortedMap(new TreeMap<>(took));
    }

    /** Nobody measured how long it took. */
    public LoopReport(
            Instant time,
            Observation observation,
            History history,
            Decision decision,
            List<Outcome> outcomes) {
        this(time, observation, history, decision, outcomes, new TreeMap<>());
    }

    /**
     * Whether the loop observed and decided: what a health check asks. That an action failed is no
     * fault of the process, and starting it anew would not mend it.
     */
    public boolean isSuccess() {
        return outcomes.stream()
                .noneMatch(outcome ->
                        outcome instanceof Outcome.Broken || outcome instanceof Outcome.Stopped);
    }

    /** What came of one action, or of an earlier one. */
    public sealed interface Outcome {

        /** The action takes several loops, and a later one tells its end. */
        record Begun(Action action) implements Outcome {}

        record Done(Action action) implements Outcome {}

        record Failed(Action action, Problem problem) implements Outcome {}

        /** Decided and not carried out, as the brake is pulled; told when it becomes so. */
        record Withheld(Action action) implements Outcome {}

        /** What was withheld is decided no more, or another way. */
        record Withdrawn(Action action) implements Outcome {}

        /** An earlier scale-up brought no nodes; the group is left alone for a while. */
        record NotDelivered(String nodeGroup, Problem problem) implements Outcome {}

        /**
         * The cloud could not be asked for something that a decision can do without.
         *
         * @param question such as {@code launch failures of kong}
         */
        record Unanswered(String question, Problem problem) implements Outcome {}

        /** The loop could not observe, or not decide. */
        record Broken(Problem problem) implements Outcome {}

        /**
         * The process leads no more: nothing is written after this.
         *
         * @param write the first that was not done
         */
        record Stopped(String write) implements Outcome {}
    }

    /**
     * Why something failed.
     *
     * @param message for people; it may hold an id that is new each time, so compare {@code kind}
     */
    public record Problem(Kind kind, String message) {

        public enum Kind {
            CAPACITY_UNAVAILABLE,
            QUOTA_EXCEEDED,
            ACCESS_DENIED,
            INVALID_REQUEST,
            /** The world is another than the decision saw. */
            CHANGED,
            THROTTLED,
            UNAVAILABLE,
            TIMED_OUT,
            /** The action makes no sense any more, or limits forbid it. */
            NOT_POSSIBLE,
            /** A fault of this program. */
            INTERNAL
        }

        public static Problem of(RuntimeException failure) {
            String message = failure.getMessage();
            return new Problem(
                    kind(failure), message == null ? failure.getClass().getSimpleName() : message);
        }

        public static Problem of(CloudProvider.LaunchFailure failure) {
            return new Problem(kind(failure.category()), failure.message());
        }

        /** A call that did not get through says nothing of what was asked: try again later. */
        public boolean isTransient() {
            return switch (kind) {
                case CHANGED, THROTTLED, UNAVAILABLE -> true;
                case CAPACITY_UNAVAILABLE,
                        QUOTA_EXCEEDED,
                        ACCESS_DENIED,
                        INVALID_REQUEST,
                        TIMED_OUT,
                        NOT_POSSIBLE,
                        INTERNAL ->
                        false;
            };
        }

        private static Kind kind(RuntimeException failure) {
            return switch (failure) {
                case CloudException cloud -> kind(cloud.category());
                case ClusterException cluster ->
                        switch (cluster.category()) {
                            case CHANGED -> Kind.CHANGED;
                            case FORBIDDEN -> Kind.ACCESS_DENIED;
                            case UNAVAILABLE -> Kind.UNAVAILABLE;
                        };
                default -> Kind.INTERNAL;
            };
        }

        private static Kind kind(CloudException.Category category) {
            return switch (category) {
                case CAPACITY_UNAVAILABLE -> Kind.CAPACITY_UNAVAILABLE;
                case QUOTA_EXCEEDED -> Kind.QUOTA_EXCEEDED;
                case ACCESS_DENIED -> Kind.ACCESS_DENIED;
                case INVALID_REQUEST -> Kind.INVALID_REQUEST;
                case CHANGED -> Kind.CHANGED;
                case THROTTLED -> Kind.THROTTLED;
                case UNAVAILABLE -> Kind.UNAVAILABLE;
            };
        }
    }
}

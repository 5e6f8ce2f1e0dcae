package io.plimsoll.benchmarks;

import io.plimsoll.autoscaler.decision.question.Observation;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * One row of the table: a piece of work, the peer's figure for it, and our benchmark.
 *
 * @param name B1 to B10
 * @param n the size, where the work comes in several
 */
record Work(String name, String description, OptionalInt n, Peer peer, Run run) {
    /**
     * @param seconds its best figure, empty where no peer publishes one
     */
    record Peer(String name, OptionalDouble seconds) {
        static final Peer NONE = new Peer("none", OptionalDouble.empty());
    }

    /** How the work is done. */
    sealed interface Run {}

    /**
     * In a process of its own by JMH.
     *
     * @param benchmark class and method
     * @param parameter name and value of the JMH parameter; none where it has none
     * @param plan makes the plan once and checks it
     */
    record Jmh(String benchmark, List<String> parameter, Supplier<Plan> plan) implements Run {}

    /**
     * As {@code ./plimsoll autoscaler plan}, from the start of the process to its end.
     *
     * @param world what the files that it reads tell of
     * @param nodes how many it must say to order or to be unneeded
     */
    record Command(Supplier<Observation> world, int nodes) implements Run {}
}

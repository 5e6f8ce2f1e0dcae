package io.plimsoll.benchmarks;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * One row of the table: a piece of work, the peer's figure for it, and our benchmark.
 *
 * @param name B1 to B9
 * @param n the size, where the work comes in several
 */
record Work(String name, String description, OptionalInt n, Peer peer, Run run) {
    /**
     * @param seconds its best figure, empty where no peer publishes one
     */
    record Peer(String name, OptionalDouble seconds) {}

    /**
     * @param benchmark class and method
     * @param parameter name and value of the JMH parameter; none where it has none
     * @param plan makes the plan once and checks it
     */
    record Run(String benchmark, List<String> parameter, Supplier<Plan> plan) {}
}

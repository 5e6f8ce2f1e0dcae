package io.plimsoll.benchmarks;

import java.util.OptionalLong;

/**
 * What a benchmark's plan comes to; every plan was held against the exact filters.
 *
 * @param microUsdPerHour empty where the work has no prices
 * @param lowerBoundMicroUsdPerHour what the requests alone would cost
 */
record Plan(int nodes, OptionalLong microUsdPerHour, OptionalLong lowerBoundMicroUsdPerHour) {
    static Plan of(int nodes) {
        return new Plan(nodes, OptionalLong.empty(), OptionalLong.empty());
    }
}

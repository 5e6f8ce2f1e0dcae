package io.plimsoll.benchmarks;

import java.util.OptionalDouble;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * One row, measured.
 *
 * @param peakHeapBytes the most that all memory pools held at once in any iteration
 */
record Measured(Work work, Plan plan, Seconds seconds, double bytesPerOp, double peakHeapBytes) {
    record Seconds(double min, double median, double max) {}

    static Measured of(Work work, Plan plan, RunResult result) {
        Statistics statistics = result.getPrimaryResult().getStatistics();
        return new Measured(
                work,
                plan,
                new Seconds(statistics.getMin(), statistics.getPercentile(50), statistics.getMax()),
                secondary(result, "gc.alloc.rate.norm"),
                1024 * secondary(result, "mempool.total.used"));
    }

    private static double secondary(RunResult result, String label) {
        for (String each : result.getSecondaryResults().keySet()) {
            if (each.endsWith(label)) {
                return result.getSecondaryResults().get(each).getScore();
            }
        }
        throw new IllegalStateException("JMH measured no " + label);
    }

    /** How many times the peer's time is ours. */
    OptionalDouble ratio() {
        OptionalDouble peer = work.peer().seconds();
        return peer.isPresent()
                ? OptionalDouble.of(peer.getAsDouble() / seconds.median())
                : OptionalDouble.empty();
    }
}

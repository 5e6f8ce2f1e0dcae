package io.plimsoll.benchmarks;

import java.util.Optional;
import java.util.OptionalDouble;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * One row, measured.
 *
 * @param heap empty for processes, whose heap is their own
 */
record Measured(Work work, Plan plan, Seconds seconds, Optional<Heap> heap) {
    record Seconds(double min, double median, double max) {
        static Seconds of(Statistics statistics) {
            return new Seconds(
                    statistics.getMin(), statistics.getPercentile(50), statistics.getMax());
        }
    }

    /**
     * @param peakBytes the most that all memory pools held at once in any iteration
     */
    record Heap(double bytesPerOp, double peakBytes) {}

    static Measured of(Work work, Plan plan, RunResult result) {
        return new Measured(
                work,
                plan,
                Seconds.of(result.getPrimaryResult().getStatistics()),
                Optional.of(
                        new Heap(
                                secondary(result, "gc.alloc.rate.norm"),
                                1024 * secondary(result, "mempool.total.used"))));
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

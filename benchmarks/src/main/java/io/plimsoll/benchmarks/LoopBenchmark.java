package io.plimsoll.benchmarks;

import io.plimsoll.autoscaler.decision.DecisionCore;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * B6 and B7, Cluster Autoscaler's RunOnceScaleUp and RunOnceScaleDown: a whole decision from what
 * was observed, by a process that has just started.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseParallelGC", "-Xmx2g"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 4, time = 2)
public class LoopBenchmark {
    private static final int NEW_NODES = 1_000;
    private static final int REMOVABLE = 1_200;

    private final Observation pending = LoopWorld.pending(50_000);
    private final Observation running = LoopWorld.running(2_000, 40, 100);

    @Benchmark
    public Decision scaleUp() {
        return decide(pending);
    }

    @Benchmark
    public Decision scaleDown() {
        return decide(running);
    }

    private static Decision decide(Observation observation) {
        return DecisionCore.decide(
                observation, History.NONE, AutoscalingOptions.DEFAULT, LoopWorld.NOW);
    }

    static Plan scaleUpPlan() {
        Decision decision = new LoopBenchmark().scaleUp();
        int nodes = decision.scaleUps().getFirst().to();
        if (nodes != NEW_NODES) {
            throw new IllegalStateException(nodes + " nodes are ordered for 50,000 pods");
        }
        return Plan.of(nodes);
    }

    static Plan scaleDownPlan() {
        Decision decision = new LoopBenchmark().scaleDown();
        long unneeded =
                decision.nodes().stream().filter(NodeVerdict.Unneeded.class::isInstance).count();
        if (unneeded != REMOVABLE) {
            throw new IllegalStateException(unneeded + " nodes can go");
        }
        return Plan.of((int) unneeded);
    }
}

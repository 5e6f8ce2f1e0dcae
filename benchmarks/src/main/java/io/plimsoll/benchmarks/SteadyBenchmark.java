package io.plimsoll.benchmarks;

import io.plimsoll.autoscaler.decision.DecisionCore;
import io.plimsoll.autoscaler.decision.DecisionSession;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.clusterstate.Census;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A cluster that is well used, loop after loop. B8: nothing has changed. B9: one node of a hundred,
 * and a pod on it, have; beside it, the first loop of a process, of which it is to be a fraction.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseParallelGC", "-Xmx4g"})
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 3, time = 2)
public class SteadyBenchmark {
    private static final int NODE_MILLI_CPU = 10_000;

    /** Nodes and pods on each. */
    @Param("5000/30")
    public String world = "";

    private Observation unchanged = LoopWorld.running(1, 1, 1);
    private Observation changed = unchanged;
    private boolean turn;
    private DecisionSession session = new DecisionSession(new Census());

    @Setup
    public void prepare() {
        List<Integer> sizes = List.of(world.split("/")).stream().map(Integer::valueOf).toList();
        int milliCpu = NODE_MILLI_CPU * 8 / 10 / sizes.get(1);
        unchanged = LoopWorld.running(sizes.get(0), sizes.get(1), milliCpu);
        changed = LoopWorld.changed(unchanged, 1);
        session = new DecisionSession(new Census());
        decide(unchanged);
    }

    @Benchmark
    public Decision nothingChanged() {
        return decide(unchanged);
    }

    @Benchmark
    public Decision oneNodeOfAHundredChanged() {
        turn = !turn;
        return decide(turn ? changed : unchanged);
    }

    @Benchmark
    public Decision fromNothing() {
        return DecisionCore.decide(
                unchanged, History.NONE, AutoscalingOptions.DEFAULT, LoopWorld.NOW);
    }

    private Decision decide(Observation observation) {
        return session.decide(observation, History.NONE, AutoscalingOptions.DEFAULT, LoopWorld.NOW);
    }

    static Plan plan(String world) {
        SteadyBenchmark benchmark = new SteadyBenchmark();
        benchmark.world = world;
        benchmark.prepare();
        Decision remembered = benchmark.oneNodeOfAHundredChanged();
        Decision anew =
                DecisionCore.decide(
                        benchmark.changed, History.NONE, AutoscalingOptions.DEFAULT, LoopWorld.NOW);
        if (!remembered.equals(anew)) {
            throw new IllegalStateException("a session decides otherwise than one decision alone");
        }
        return Plan.of(remembered.nodes().size());
    }
}

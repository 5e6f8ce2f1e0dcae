package io.plimsoll.benchmarks;

import io.plimsoll.autoscaler.decision.DecisionCore;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.decision.scheduling.packing.Packing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * B4: 100,000 nodes in 50 groups with ten pods each, 20,000 pending pods in 200 equivalence groups:
 * a whole loop of a process that has just started.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseParallelGC", "-Xmx4g"})
@Warmup(iterations = 8)
@Measurement(iterations = 10)
public class BigClusterBenchmark {
    private final Observation observation = BigWorld.observe();

    @Benchmark
    public Decision bigCluster() {
        return DecisionCore.decide(
                observation, History.NONE, AutoscalingOptions.DEFAULT, LoopWorld.NOW);
    }

    static Plan plan() {
        BigClusterBenchmark benchmark = new BigClusterBenchmark();
        Decision decision = benchmark.bigCluster();
        Map<ObjectKey, String> nodes = new HashMap<>();
        for (PodVerdict verdict : decision.pods()) {
            if (verdict instanceof PodVerdict.FitsExistingNode(var pod, var node)) {
                nodes.put(pod, node);
            }
        }
        List<Packing.Placement> placed = new ArrayList<>();
        for (Pod pod : benchmark.observation.cluster().pods()) {
            String node = nodes.get(pod.key());
            if (node != null) {
                placed.add(new Packing.Placement(pod, node));
            }
        }
        PlanAudit.verify(benchmark.observation.cluster(), placed);
        return Plan.of(
                decision.scaleUps().stream()
                        .mapToInt(scaleUp -> scaleUp.to() - scaleUp.from())
                        .sum());
    }
}

package io.plimsoll.benchmarks;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.fleet.FleetPacking;
import io.plimsoll.autoscaler.decision.scheduling.packing.Batch;
import io.plimsoll.autoscaler.decision.scheduling.packing.Packing;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
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
 * B4: 100,000 nodes in 50 groups with ten pods each, 20,000 pending pods in 200 equivalence groups.
 * From the observed cluster to which pods fit, and new nodes for the rest.
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
    private final Cluster cluster = BigWorld.cluster();
    private final List<NodeTemplate> templates = BigWorld.templates();

    /**
     * @param existing pods that fit on nodes there are
     * @param fleet new nodes for the rest
     */
    public record Answer(List<Packing.Placement> existing, FleetPacking.Fleet fleet) {}

    @Benchmark
    public Answer bigCluster() {
        return answer(ClusterSnapshot.of(cluster));
    }

    private Answer answer(ClusterSnapshot snapshot) {
        List<Pod> pending =
                cluster.pods().stream().filter(pod -> pod.spec().nodeName().isEmpty()).toList();
        List<Packing.Placement> existing = new ArrayList<>();
        List<Pod> left = new ArrayList<>();
        Packing packing = Packing.onto(snapshot, Set.of());
        for (Pod pod : pending) {
            packing.place(pod)
                    .ifPresentOrElse(
                            node -> existing.add(new Packing.Placement(pod, node)),
                            () -> left.add(pod));
        }
        FleetPacking.Fleet fleet =
                FleetPacking.pack(snapshot, Batch.byShape(snapshot, left), templates);
        return new Answer(existing, fleet);
    }

    static Plan plan() {
        BigClusterBenchmark benchmark = new BigClusterBenchmark();
        ClusterSnapshot snapshot = ClusterSnapshot.of(benchmark.cluster);
        Answer answer = benchmark.answer(snapshot);
        List<Packing.Placement> placed = new ArrayList<>(answer.existing());
        placed.addAll(answer.fleet().placed());
        PlanAudit.verify(snapshot, answer.fleet().nodes(), benchmark.cluster, placed);
        return new Plan(
                answer.fleet().nodes().size(),
                OptionalLong.of(answer.fleet().microUsdPerHour()),
                OptionalLong.empty());
    }
}

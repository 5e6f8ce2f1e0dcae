package io.plimsoll.benchmarks;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** B3: fork, add a node with a pod, revert, on snapshots of 1 to 100,000 nodes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseParallelGC", "-Xmx1g"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ForkBenchmark {
    private static final Resources SIZE = Objects.size(4000, 16L << 30, 110);

    @Param("100")
    public int nodes;

    private final Node added = Objects.node("added", Map.of(), SIZE);
    private final List<Pod> itsPods =
            List.of(
                    Objects.pod(
                            "added",
                            Map.of(),
                            Resources.ofPod(100, 1 << 20),
                            Pod.Constraints.NONE));
    private ClusterSnapshot snapshot = ClusterSnapshot.of(Objects.cluster(List.of(), List.of()));

    @Setup
    public void prepare() {
        List<Node> all = new ArrayList<>();
        List<Pod> pods = new ArrayList<>();
        for (int index = 0; index < nodes; index++) {
            String name = "node-%06d".formatted(index);
            all.add(Objects.node(name, Map.of(), SIZE));
            pods.add(
                    Objects.pod(name, Map.of(), Resources.ofPod(100, 1 << 20), Pod.Constraints.NONE)
                            .on(name));
        }
        snapshot = ClusterSnapshot.of(Objects.cluster(all, pods));
    }

    @Benchmark
    public ClusterSnapshot forkAddRevert() {
        snapshot.fork();
        snapshot.addNode(added, itsPods);
        snapshot.revert();
        return snapshot;
    }

    static Plan plan(int nodes) {
        return Plan.of(nodes);
    }
}

package io.plimsoll.benchmarks;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.packing.Packing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * B5, Cluster Autoscaler's filter-out-schedulable: pending pods, bare ones of no controller,
 * against existing nodes. The snapshot is there, as it is for the peer.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseParallelGC", "-Xmx1g"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class FilterOutBenchmark {
    /** Nodes, running pods and pending pods. */
    @Param("200/200/60000")
    public String world = "";

    private List<Pod> pending = List.of();
    private Cluster cluster = Objects.cluster(List.of(), List.of());
    private ClusterSnapshot snapshot = ClusterSnapshot.of(cluster);

    @Setup
    public void prepare() {
        List<Integer> sizes = List.of(world.split("/")).stream().map(Integer::valueOf).toList();
        List<Node> nodes = new ArrayList<>();
        for (int index = 0; index < sizes.get(0); index++) {
            nodes.add(
                    Objects.node("node-" + index, Map.of(), Objects.size(10_000, 40L << 30, 110)));
        }
        List<Pod> running = new ArrayList<>();
        for (int index = 0; index < sizes.get(1); index++) {
            running.add(pod("running-" + index, 100).on("node-" + index % sizes.get(0)));
        }
        pending = new ArrayList<>();
        for (int index = 0; index < sizes.get(2); index++) {
            pending.add(pod("pending-" + index, 1000));
        }
        cluster = Objects.cluster(nodes, running);
        snapshot = ClusterSnapshot.of(cluster);
    }

    private static Pod pod(String name, long milliCpu) {
        return Objects.pod(
                name, Map.of(), Resources.ofPod(milliCpu, 64L << 20), Pod.Constraints.NONE);
    }

    @Benchmark
    public List<Packing.Placement> filterOutSchedulable() {
        snapshot.fork();
        List<Packing.Placement> placed = new ArrayList<>();
        Packing packing = Packing.onto(snapshot, Set.of());
        for (Pod pod : pending) {
            packing.place(pod).ifPresent(node -> placed.add(new Packing.Placement(pod, node)));
        }
        snapshot.revert();
        return placed;
    }

    static Plan plan(String world) {
        FilterOutBenchmark benchmark = new FilterOutBenchmark();
        benchmark.world = world;
        benchmark.prepare();
        List<Packing.Placement> placed = benchmark.filterOutSchedulable();
        PlanAudit.verify(benchmark.snapshot, List.of(), benchmark.cluster, placed);
        return Plan.of(benchmark.cluster.nodes().size());
    }
}

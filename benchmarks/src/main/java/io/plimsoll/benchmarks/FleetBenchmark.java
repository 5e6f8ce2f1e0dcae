package io.plimsoll.benchmarks;

import io.fabric8.kubernetes.api.model.Pod;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.fleet.FleetPacking;
import io.plimsoll.autoscaler.decision.scheduling.packing.Batch;
import io.plimsoll.autoscaler.kubernetes.objects.KubernetesObjects;
import java.util.List;
import java.util.OptionalLong;
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
 * B2, Karpenter's BenchmarkScheduling: pods with every kind of constraint onto no node at all, 400
 * instance types in three zones as 1,200 zonal templates, from Kubernetes objects to plan.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseParallelGC", "-Xmx1g"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 4, time = 2)
public class FleetBenchmark {
    @Param("1000")
    public int pods;

    private final List<NodeTemplate> templates = FleetWorld.templates();
    private List<Pod> objects = List.of();

    @Setup
    public void prepare() {
        objects = FleetWorld.pods(pods);
    }

    @Benchmark
    public FleetPacking.Fleet scheduling() {
        Cluster cluster = cluster();
        return pack(ClusterSnapshot.of(cluster), cluster);
    }

    private Cluster cluster() {
        return KubernetesObjects.convert(objects).cluster();
    }

    private FleetPacking.Fleet pack(ClusterSnapshot snapshot, Cluster cluster) {
        return FleetPacking.pack(snapshot, Batch.byShape(snapshot, cluster.pods()), templates);
    }

    static Plan plan(int pods) {
        FleetBenchmark benchmark = new FleetBenchmark();
        benchmark.pods = pods;
        benchmark.prepare();
        Cluster cluster = benchmark.cluster();
        ClusterSnapshot snapshot = ClusterSnapshot.of(cluster);
        FleetPacking.Fleet fleet = benchmark.pack(snapshot, cluster);
        if (!fleet.unplaced().isEmpty()) {
            throw new IllegalStateException(fleet.unplaced().size() + " pods are left");
        }
        PlanAudit.verify(
                snapshot, fleet.nodes(), Objects.cluster(List.of(), List.of()), fleet.placed());
        return new Plan(
                fleet.nodes().size(),
                OptionalLong.of(fleet.microUsdPerHour()),
                OptionalLong.of(FleetWorld.lowerBoundMicroUsdPerHour(cluster.pods())));
    }
}

package io.plimsoll.benchmarks;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.packing.Batch;
import io.plimsoll.autoscaler.decision.scheduling.packing.Packing;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * B1, Cluster Autoscaler's BenchmarkBinpackingEstimate: 51,000 pods of two kinds onto new nodes of
 * one template, pod by pod. As there, the pods come in their equivalence groups.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseParallelGC", "-Xmx1g"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 3, time = 1)
public class BinpackingBenchmark {
    private static final int LIMIT = 3000;
    private static final Cluster EMPTY = Objects.cluster(List.of(), List.of());

    private final Node template = Objects.node("template", Map.of(), Objects.size(1000, 5000, 100));
    private final ClusterSnapshot snapshot = ClusterSnapshot.of(EMPTY);
    private final List<Batch> batches = Batch.byShape(snapshot, pods());

    private static List<Pod> pods() {
        List<Pod> pods = new ArrayList<>();
        addPods(pods, "large", 1_000, Resources.ofPod(95, 190));
        addPods(pods, "small", 50_000, Resources.ofPod(50, 100));
        return pods;
    }

    private static void addPods(List<Pod> pods, String name, int count, Resources requests) {
        for (int index = 0; index < count; index++) {
            pods.add(Objects.pod(name + "-" + index, Map.of(), requests, Pod.Constraints.NONE));
        }
    }

    @Benchmark
    public Packing.Opened binpacking() {
        snapshot.fork();
        Packing.Opened opened = pack();
        snapshot.revert();
        return opened;
    }

    private Packing.Opened pack() {
        return Packing.ontoNew(snapshot, batches, new Packing.NewNodes(template, List.of(), LIMIT));
    }

    static Plan plan() {
        BinpackingBenchmark benchmark = new BinpackingBenchmark();
        Packing.Opened opened = benchmark.pack();
        if (opened.placed().size() < 51_000) {
            throw new IllegalStateException("only " + opened.placed().size() + " pods are placed");
        }
        PlanAudit.verify(benchmark.snapshot, opened.nodes(), EMPTY);
        return Plan.of(opened.nodes().size());
    }
}

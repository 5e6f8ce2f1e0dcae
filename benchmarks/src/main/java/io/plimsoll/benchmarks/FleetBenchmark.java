package io.plimsoll.benchmarks;

import io.fabric8.kubernetes.api.model.Pod;
import io.plimsoll.autoscaler.decision.DecisionCore;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.OrderOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Salvo;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ScaleUpOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.fleet.Fleet;
import io.plimsoll.autoscaler.decision.scheduling.fleet.FleetSearch;
import io.plimsoll.autoscaler.decision.scheduling.fleet.Market;
import io.plimsoll.autoscaler.kubernetes.objects.KubernetesObjects;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * B2, Karpenter's BenchmarkScheduling: pods with every kind of constraint onto no node at all, 400
 * instance types in three zones as 1,200 zonal groups, from Kubernetes objects to decision, by the
 * expander {@code cheapest-mix}.
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

    private static final AutoscalingOptions OPTIONS = options();

    private final List<NodeGroup> groups = FleetWorld.groups();
    private List<Pod> objects = List.of();

    private static AutoscalingOptions options() {
        ScaleUpOptions defaults = ScaleUpOptions.DEFAULT;
        AutoscalingOptions all = AutoscalingOptions.DEFAULT;
        return new AutoscalingOptions(
                new ScaleUpOptions(
                        List.of(ScaleUpOptions.CHEAPEST_MIX),
                        new OrderOptions(0, false, Salvo.FOR_COMPANY),
                        defaults.intake(),
                        defaults.balancing()),
                all.scaleDown(),
                all.limits(),
                all.health(),
                all.taints());
    }

    @Setup
    public void prepare() {
        objects = FleetWorld.pods(pods);
    }

    @Benchmark
    public Decision scheduling() {
        return decide(cluster());
    }

    private Cluster cluster() {
        return KubernetesObjects.convert(objects).cluster();
    }

    private Decision decide(Cluster cluster) {
        return DecisionCore.decide(
                new Observation(cluster, groups), History.NONE, OPTIONS, LoopWorld.NOW);
    }

    static Plan plan(int pods) {
        FleetBenchmark benchmark = new FleetBenchmark();
        benchmark.pods = pods;
        benchmark.prepare();
        Cluster cluster = benchmark.cluster();
        Decision decision = benchmark.decide(cluster);
        long served = decision.scaleUps().stream().mapToLong(each -> each.pods().size()).sum();
        if (served < pods) {
            throw new IllegalStateException(pods - served + " pods are left");
        }
        audit(cluster);
        return new Plan(
                decision.scaleUps().stream().mapToInt(each -> each.to() - each.from()).sum(),
                OptionalLong.of(FleetWorld.microUsdPerHour(decision.scaleUps())),
                OptionalLong.of(FleetWorld.lowerBoundMicroUsdPerHour(cluster.pods())));
    }

    /** A decision names no nodes, so the search that it asks is asked once more. */
    private static void audit(Cluster cluster) {
        Market market = FleetWorld.market();
        ClusterSnapshot snapshot = ClusterSnapshot.of(cluster);
        Fleet fleet = FleetSearch.cheapest(snapshot, Set.of(), cluster.pods(), market, List.of());
        List<Node> nodes = new ArrayList<>();
        fleet.nodes()
                .forEach((name, offer) ->
                        nodes.add(
                                FleetWorld.named(
                                        market.offers().get(offer).node().apply(0), name)));
        PlanAudit.verify(Objects.cluster(nodes, List.of()), fleet.placed());
    }
}

package io.plimsoll.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** All the work there is, with the peers' best figures from a machine of two cores. */
final class Works {
    static final List<Work> ALL = all();

    private Works() {}

    private static List<Work> all() {
        List<Work> works = new ArrayList<>();
        works.add(
                new Work(
                        "B1",
                        "binpacking estimate, 51,000 pods",
                        OptionalInt.of(51_000),
                        new Work.Peer("Cluster Autoscaler 1.37", OptionalDouble.of(4.83)),
                        run("BinpackingBenchmark.binpacking", BinpackingBenchmark::plan)));
        addFleets(works);
        addForks(works);
        works.add(
                new Work(
                        "B4",
                        "whole loop, 100,000 nodes, 20,000 pending pods",
                        OptionalInt.of(100_000),
                        Work.Peer.NONE,
                        run("BigClusterBenchmark.bigCluster", BigClusterBenchmark::plan)));
        addFilterOut(works, "200/200/60000", 60_000, 5.0);
        addFilterOut(works, "1000/1000/12000", 12_000, 4.5);
        addFilterOut(works, "100/3000/1000", 1_000, 0.063);
        addLoops(works);
        addSteady(works, "1000/30");
        addSteady(works, "5000/30");
        addSteady(works, "100000/10");
        addProcesses(works);
        return List.copyOf(works);
    }

    private static void addLoops(List<Work> works) {
        works.add(
                new Work(
                        "B6",
                        "whole loop, 50,000 pods without a controller",
                        OptionalInt.of(50_000),
                        new Work.Peer("Cluster Autoscaler 1.37", OptionalDouble.of(6.2)),
                        run("LoopBenchmark.scaleUp", LoopBenchmark::scaleUpPlan)));
        works.add(
                new Work(
                        "B7",
                        "whole loop, 1,200 of 2,000 nodes can go",
                        OptionalInt.of(2_000),
                        new Work.Peer("Cluster Autoscaler 1.37", OptionalDouble.of(7.5)),
                        run("LoopBenchmark.scaleDown", LoopBenchmark::scaleDownPlan)));
    }

    private static void addSteady(List<Work> works, String world) {
        addSteady(works, "B8", "nothing changed", "nothingChanged", world);
        addSteady(works, "B9", "1 % of nodes changed", "oneNodeOfAHundredChanged", world);
        addSteady(works, "B9", "from nothing", "fromNothing", world);
    }

    /**
     * @param world nodes and pods on each
     */
    private static void addSteady(
            List<Work> works, String name, String change, String method, String world) {
        works.add(
                new Work(
                        name,
                        "whole loop, %s, %s".formatted(change, world),
                        OptionalInt.of(Integer.parseInt(world.substring(0, world.indexOf('/')))),
                        Work.Peer.NONE,
                        new Work.Jmh(
                                "SteadyBenchmark." + method,
                                List.of("world", world),
                                () -> SteadyBenchmark.plan(world))));
    }

    private static void addProcesses(List<Work> works) {
        addProcess(
                works,
                "plan as a process, 1,000 nodes, 30,000 pods, 2,000 pending",
                new Work.Command(() -> LoopWorld.busy(1_000, 30, 2_000), 63));
        addProcess(
                works,
                "plan as a process, B6's 50,000 pods",
                new Work.Command(() -> LoopWorld.pending(50_000), 633));
        addProcess(
                works,
                "plan as a process, B7's 2,000 nodes",
                new Work.Command(() -> LoopWorld.running(2_000, 40, 100), 1_200));
    }

    private static void addProcess(List<Work> works, String description, Work.Command process) {
        works.add(new Work("B10", description, OptionalInt.empty(), Work.Peer.NONE, process));
    }

    private static void addForks(List<Work> works) {
        for (int nodes : List.of(1, 100, 5_000, 100_000)) {
            works.add(
                    new Work(
                            "B3",
                            "fork, add node and pod, revert on " + nodes + " nodes",
                            OptionalInt.of(nodes),
                            new Work.Peer("Cluster Autoscaler 1.37", OptionalDouble.of(4e-6)),
                            new Work.Jmh(
                                    "ForkBenchmark.forkAddRevert",
                                    List.of("nodes", String.valueOf(nodes)),
                                    () -> ForkBenchmark.plan(nodes))));
        }
    }

    private static void addFleets(List<Work> works) {
        addFleet(works, 50, 50 / 780.0);
        addFleet(works, 100, 100 / 805.0);
        addFleet(works, 500, 500 / 713.0);
        addFleet(works, 1_000, 1_000 / 661.0);
        addFleet(works, 2_000, 2_000 / 655.0);
        addFleet(works, 5_000, 5_000 / 583.0);
        addFleet(works, 10_000, 10_000 / 542.0);
        addFleet(works, 20_000, 44.5);
    }

    private static void addFleet(List<Work> works, int pods, double peerSeconds) {
        works.add(
                new Work(
                        "B2",
                        "scheduling " + pods + " pods onto 1,200 zonal groups",
                        OptionalInt.of(pods),
                        new Work.Peer("Karpenter 1.14", OptionalDouble.of(peerSeconds)),
                        new Work.Jmh(
                                "FleetBenchmark.scheduling",
                                List.of("pods", String.valueOf(pods)),
                                () -> FleetBenchmark.plan(pods))));
    }

    private static void addFilterOut(
            List<Work> works, String world, int pending, double peerSeconds) {
        works.add(
                new Work(
                        "B5",
                        "pending pods on existing nodes, " + world,
                        OptionalInt.of(pending),
                        new Work.Peer("Cluster Autoscaler 1.37", OptionalDouble.of(peerSeconds)),
                        new Work.Jmh(
                                "FilterOutBenchmark.filterOutSchedulable",
                                List.of("world", world),
                                () -> FilterOutBenchmark.plan(world))));
    }

    private static Work.Run run(String benchmark, Supplier<Plan> plan) {
        return new Work.Jmh(benchmark, List.of(), plan);
    }
}

package io.plimsoll.autoscaler.decision.scheduling.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.MachineSize;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.RandomWorld;
import io.plimsoll.autoscaler.decision.scheduling.filter.Verdict;
import io.plimsoll.autoscaler.decision.scheduling.fleet.FleetPacking.Growth;
import io.plimsoll.autoscaler.decision.scheduling.packing.Batch;
import io.plimsoll.autoscaler.decision.scheduling.packing.Packing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans for whole fleets against the exact filters, over random worlds. */
final class FleetPackingTest {
    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void putsEachPodWhereEveryFilterLetsItRun(long seed) {
        RandomWorld world = new RandomWorld(seed);
        List<Node> nodes = world.nodes(2);
        List<Pod> running = world.podsOn(nodes, 5);
        List<Pod> pending = world.pods(40);
        ClusterSnapshot snapshot = ClusterSnapshot.of(world.cluster(nodes, running));

        Fleet fleet = pack(snapshot, pending, market(world));

        ClusterSnapshot replay = ClusterSnapshot.of(world.cluster(nodes, running));
        fleet.nodes().keySet().forEach(node -> replay.addNode(snapshot.node(node), List.of()));
        for (Packing.Placement each : fleet.placed()) {
            assertThat(replay.check(each.pod(), each.node())).isEqualTo(new Verdict.Fits());
            replay.bind(each.pod(), each.node());
        }
        assertThat(fleet.placed().size() + fleet.unplaced().size()).isEqualTo(pending.size());
        assertThat(snapshot.nodeNames()).hasSize(nodes.size() + fleet.nodes().size());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void leavesNoTraceOnceReverted(long seed) {
        RandomWorld world = new RandomWorld(seed);
        List<Node> nodes = world.nodes(3);
        ClusterSnapshot snapshot = ClusterSnapshot.of(world.cluster(nodes, world.podsOn(nodes, 5)));
        List<Pod> pending = world.pods(30);
        Market market = market(world);

        snapshot.fork();
        Fleet first = pack(snapshot, pending, market);
        snapshot.revert();
        snapshot.fork();
        Fleet second = pack(snapshot, pending, market);
        snapshot.revert();

        assertThat(second).isEqualTo(first);
        assertThat(snapshot.nodeNames()).hasSize(nodes.size());
    }

    private static Fleet pack(ClusterSnapshot snapshot, List<Pod> pods, Market market) {
        return FleetPacking.pack(
                snapshot, Set.of(), Batch.byShape(snapshot, pods), market, Growth.ALWAYS);
    }

    private static Market market(RandomWorld world) {
        List<Offer> offers = new ArrayList<>();
        for (Node node : world.nodes(6)) {
            offers.add(offer(node, 1000L * (1 + world.next(5))));
            offers.add(offer(twice(node), 9000));
        }
        return new Market(
                offers, Integer.MAX_VALUE, new MachineSize(Long.MAX_VALUE, Long.MAX_VALUE));
    }

    private static Offer offer(Node node, long cost) {
        return new Offer(
                _ -> node, List.of(), List.of(), new Offer.Terms(cost, 0, 1_000_000, true));
    }

    private static Node twice(Node node) {
        Resources size = node.status().allocatable().plus(node.status().allocatable());
        return new Node(
                node.name() + "-xl",
                node.metadata(),
                node.spec(),
                new Node.Status(size, size, List.of()));
    }
}

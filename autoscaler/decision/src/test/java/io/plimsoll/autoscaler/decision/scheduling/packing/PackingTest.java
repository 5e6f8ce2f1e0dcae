package io.plimsoll.autoscaler.decision.scheduling.packing;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.RandomWorld;
import io.plimsoll.autoscaler.decision.scheduling.filter.Verdict;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodGroup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packing against the exact filters, over random worlds; a failure names the seed. */
final class PackingTest {
    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void placesEachPodWhereItFitsAndNoneThatFitsIsLeft(long seed) {
        RandomWorld world = new RandomWorld(seed);
        List<Node> nodes = world.nodes(2 + world.next(8));
        List<Pod> running = world.podsOn(nodes, world.next(15));
        List<Pod> pending = world.pods(40);
        ClusterSnapshot packed = ClusterSnapshot.of(world.cluster(nodes, running));
        ClusterSnapshot replayed = ClusterSnapshot.of(world.cluster(nodes, running));

        Packing.Placements placements = Packing.ontoExisting(packed, pending, _ -> true);

        Map<ObjectKey, String> nodeOf = new HashMap<>();
        placements.placed().forEach(each -> nodeOf.put(each.pod().key(), each.node()));
        for (Pod pod : pending) {
            String node = nodeOf.get(pod.key());
            if (node == null) {
                assertThat(replayed.findNode(pod, _ -> true)).as("%s", pod).isEmpty();
            } else {
                assertThat(replayed.check(pod, node)).isEqualTo(new Verdict.Fits());
                replayed.bind(pod, node);
            }
        }
        assertThat(placements.unplaced()).noneMatch(pod -> nodeOf.containsKey(pod.key()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void opensNodesThatTheirPodsFitOn(long seed) {
        RandomWorld world = new RandomWorld(seed);
        List<Node> nodes = world.nodes(2);
        List<Pod> running = world.podsOn(nodes, 5);
        ClusterSnapshot packed = ClusterSnapshot.of(world.cluster(nodes, running));
        ClusterSnapshot replayed = ClusterSnapshot.of(world.cluster(nodes, running));
        int limit = 1 + world.next(6);

        List<PodGroup> groups = packed.group(world.pods(30));
        Packing.Opened opened =
                Packing.ontoNew(
                        packed, groups, new Packing.NewNodes(world.node(), List.of(), limit));

        assertThat(opened.nodes()).hasSizeLessThanOrEqualTo(limit);
        Map<ObjectKey, String> nodeOf = new HashMap<>();
        for (String node : opened.nodes()) {
            assertThat(packed.podsOn(node)).isNotEmpty();
            packed.podsOn(node).forEach(pod -> nodeOf.put(pod.key(), node));
        }
        for (PodGroup group : groups) {
            for (Pod pod : group.pods()) {
                String node = nodeOf.get(pod.key());
                if (node == null) {
                    assertThat(opened.unplaced()).contains(pod);
                    continue;
                }
                if (!replayed.hasNode(node)) {
                    replayed.addNode(packed.node(node), List.of());
                }
                assertThat(replayed.check(pod, node)).isEqualTo(new Verdict.Fits());
                replayed.bind(pod, node);
            }
        }
    }
}

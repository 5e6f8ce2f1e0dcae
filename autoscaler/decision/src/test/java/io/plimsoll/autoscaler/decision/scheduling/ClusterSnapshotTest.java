package io.plimsoll.autoscaler.decision.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.scheduling.filter.Verdict;
import io.plimsoll.autoscaler.decision.scheduling.packing.Packing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Invariants over random worlds; a failure names the seed. */
final class ClusterSnapshotTest {
    static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isAsBeforeOnceForksAreReverted(long seed) {
        RandomWorld world = new RandomWorld(seed);
        List<Node> nodes = world.nodes(3 + world.next(8));
        ClusterSnapshot snapshot =
                ClusterSnapshot.of(world.cluster(nodes, world.podsOn(nodes, world.next(20))));
        List<Pod> probes = world.pods(8);
        Map<String, String> before = verdicts(snapshot, probes);

        snapshot.fork();
        change(world, snapshot, 15);
        Map<String, String> between = verdicts(snapshot, probes);
        snapshot.fork();
        change(world, snapshot, 15);
        snapshot.revert();
        Map<String, String> afterInner = verdicts(snapshot, probes);
        snapshot.revert();

        assertThat(afterInner).isEqualTo(between);
        assertThat(verdicts(snapshot, probes)).isEqualTo(before);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void judgesAfterChangesAsIfBuiltFromScratch(long seed) {
        RandomWorld world = new RandomWorld(seed);
        List<Node> nodes = world.nodes(3 + world.next(8));
        ClusterSnapshot snapshot =
                ClusterSnapshot.of(world.cluster(nodes, world.podsOn(nodes, world.next(20))));
        List<Pod> probes = world.pods(8);

        snapshot.fork();
        change(world, snapshot, 25);
        snapshot.commit();

        assertThat(verdicts(snapshot, probes))
                .isEqualTo(verdicts(fromScratch(world, snapshot), probes));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void findsANodeWheneverThereIsOne(long seed) {
        RandomWorld world = new RandomWorld(seed);
        List<Node> nodes = world.nodes(3 + world.next(8));
        ClusterSnapshot snapshot =
                ClusterSnapshot.of(world.cluster(nodes, world.podsOn(nodes, world.next(20))));
        change(world, snapshot, 10);

        for (Pod pod : world.pods(10)) {
            Optional<String> first =
                    snapshot.nodeNames().stream()
                            .filter(node -> snapshot.check(pod, node) instanceof Verdict.Fits)
                            .findFirst();
            assertThat(Packing.onto(snapshot, Set.of()).find(pod)).isEqualTo(first);
        }
    }

    @Test
    void refusesToRevertWithoutAFork() {
        ClusterSnapshot snapshot =
                ClusterSnapshot.of(new RandomWorld(0).cluster(List.of(), List.of()));

        assertThatThrownBy(snapshot::revert).isInstanceOf(IllegalStateException.class);
    }

    private static void change(RandomWorld world, ClusterSnapshot snapshot, int times) {
        for (int time = 0; time < times; time++) {
            List<String> nodes = snapshot.nodeNames();
            String node = nodes.get(world.next(nodes.size()));
            switch (world.next(8)) {
                case 0 -> {
                    Node added = world.node();
                    snapshot.addNode(added, world.podsOn(List.of(added), 2));
                }
                case 1 -> {
                    if (nodes.size() > 1) {
                        snapshot.removeNode(node);
                    }
                }
                case 2, 3, 4 -> {
                    List<Pod> pods = snapshot.podsOn(node);
                    if (!pods.isEmpty()) {
                        snapshot.unbind(node, List.of(pods.get(world.next(pods.size()))));
                    }
                }
                default -> snapshot.bind(world.pod(), node);
            }
        }
    }

    private static ClusterSnapshot fromScratch(RandomWorld world, ClusterSnapshot snapshot) {
        List<Node> nodes = new ArrayList<>();
        List<Pod> pods = new ArrayList<>();
        for (String name : snapshot.nodeNames()) {
            nodes.add(snapshot.node(name));
            snapshot.podsOn(name).forEach(pod -> pods.add(pod.on(name)));
        }
        return ClusterSnapshot.of(world.cluster(nodes, pods));
    }

    /** What the snapshot says, and what it holds. */
    private static Map<String, String> verdicts(ClusterSnapshot snapshot, List<Pod> probes) {
        Map<String, String> verdicts = new TreeMap<>();
        for (String node : snapshot.nodeNames()) {
            verdicts.put(
                    node,
                    snapshot.podsOn(node).stream().map(Pod::key).sorted().toList().toString());
            for (Pod probe : probes) {
                verdicts.put(node + " " + probe.key(), snapshot.check(probe, node).toString());
            }
        }
        return verdicts;
    }
}

package io.plimsoll.autoscaler.decision.scheduling.packing;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.RandomWorld;
import io.plimsoll.autoscaler.decision.scheduling.filter.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In random worlds, against the filters asked node by node; the seed is the test's argument. */
final class PackingTest {
    private static final Taint LEAVING = new Taint("leaving", "", Taint.Effect.NO_SCHEDULE);

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void placesEachPodOnTheFirstOpenNodeThatTakesIt(long seed) {
        RandomWorld world = new RandomWorld(seed);
        List<Node> nodes = world.nodes(2 + world.next(8));
        List<Pod> running = world.podsOn(nodes, world.next(15));
        ClusterSnapshot packed = ClusterSnapshot.of(world.cluster(nodes, running));
        ClusterSnapshot replayed = ClusterSnapshot.of(world.cluster(nodes, running));
        Predicate<String> open = name -> name.hashCode() % 5 != 0;

        Packing packing =
                Packing.onto(
                        packed,
                        nodes.stream()
                                .map(Node::name)
                                .filter(open.negate())
                                .collect(Collectors.toSet()));
        for (Pod pod : world.pods(40)) {
            Optional<String> expected = firstFit(replayed, pod, open);

            assertThat(packing.place(pod)).as("%s", pod).isEqualTo(expected);
            expected.ifPresent(node -> replayed.bind(pod, node));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void movesAllPodsOfANodeToTheFirstOthersThatTakeThemOrNone(long seed) {
        RandomWorld world = new RandomWorld(seed);
        List<Node> nodes = world.nodes(3 + world.next(8));
        List<Pod> running = world.podsOn(nodes, world.next(30));
        ClusterSnapshot packed = ClusterSnapshot.of(world.cluster(nodes, running));
        ClusterSnapshot replayed = ClusterSnapshot.of(world.cluster(nodes, running));
        Packing packing = Packing.onto(packed, Set.of());
        Set<String> removed = new HashSet<>();

        for (String node : replayed.nodeNames()) {
            Predicate<String> open = name -> !removed.contains(name) && !name.equals(node);
            Optional<List<String>> expected = moveNaively(replayed, node, open);

            assertThat(packing.moveAway(node, packed.podsOn(node), LEAVING)).isEqualTo(expected);
            if (expected.isPresent()) {
                packing.close(node);
                removed.add(node);
            }
            assertSame(packed, replayed);
        }
    }

    private static Optional<List<String>> moveNaively(
            ClusterSnapshot snapshot, String node, Predicate<String> open) {
        List<Pod> pods = snapshot.podsOn(node);
        List<String> places = new ArrayList<>();
        snapshot.fork();
        snapshot.unbind(node, pods);
        for (Pod pod : pods) {
            Optional<String> place = firstFit(snapshot, pod, open);
            if (place.isEmpty()) {
                snapshot.revert();
                return Optional.empty();
            }
            snapshot.bind(pod, place.get());
            places.add(place.get());
        }
        snapshot.commit();
        return Optional.of(places);
    }

    private static void assertSame(ClusterSnapshot one, ClusterSnapshot other) {
        for (String node : other.nodeNames()) {
            assertThat(one.podsOn(node)).isEqualTo(other.podsOn(node));
        }
    }

    private static Optional<String> firstFit(
            ClusterSnapshot snapshot, Pod pod, Predicate<String> open) {
        return snapshot.nodeNames().stream()
                .filter(open)
                .filter(node -> snapshot.check(pod.unbound(), node) instanceof Verdict.Fits)
                .findFirst();
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

        Packing.Opened opened =
                Packing.ontoNew(
                        packed,
                        Batch.byController(packed, world.pods(30)),
                        new Packing.NewNodes(world.node(), List.of(), limit));

        assertThat(opened.nodes()).hasSizeLessThanOrEqualTo(limit);
        Map<ObjectKey, String> nodeOf = new HashMap<>();
        for (String node : opened.nodes()) {
            assertThat(packed.podsOn(node)).isNotEmpty();
            packed.podsOn(node).forEach(pod -> nodeOf.put(pod.key(), node));
        }
        assertThat(opened.placed())
                .extracting(Pod::key)
                .containsOnlyOnceElementsOf(nodeOf.keySet());
        for (Pod pod : opened.placed()) {
            String node = nodeOf.getOrDefault(pod.key(), "nowhere");
            if (!replayed.hasNode(node)) {
                replayed.addNode(packed.node(node), List.of());
            }
            assertThat(replayed.check(pod, node)).isEqualTo(new Verdict.Fits());
            replayed.bind(pod, node);
        }
    }
}

package io.plimsoll.autoscaler.decision.consolidation;

import static io.plimsoll.autoscaler.decision.world.Traits.cpu;
import static io.plimsoll.autoscaler.decision.world.Traits.usdPerHour;
import static io.plimsoll.autoscaler.decision.world.World.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Parallelism;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ScaleDownOptions;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions.Consolidation;
import io.plimsoll.autoscaler.decision.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Small worlds in which all sets of nodes can be tried: how many nodes go, loop after loop, against
 * the most that may go while each pod of a node that stays keeps its place.
 */
class RemovalBruteForceTest {
    private static final int WORLDS = 300;
    private static final int NODE_MILLI_CPU = 2000;

    @Test
    void removesAsManyNodesAsMayGoInNearlyAllWorldsAndNeverMore() {
        int optimal = 0;
        int ordinaryOptimal = 0;
        int removed = 0;
        int possible = 0;
        for (long seed = 1; seed <= WORLDS; seed++) {
            Map<String, List<Integer>> nodes = nodes(new Random(seed));
            int most = most(nodes);
            int ordinary = removed(nodes, Consolidation.OFF, seed);
            int consolidated = removed(nodes, Consolidation.DELETE, seed);
            assertThat(consolidated)
                    .as("seed %d: %s", seed, nodes)
                    .isGreaterThanOrEqualTo(ordinary);
            optimal += consolidated >= most ? 1 : 0;
            ordinaryOptimal += ordinary >= most ? 1 : 0;
            removed += consolidated;
            possible += most;
        }
        System.out.printf(
                "Of %d worlds %d lose as many nodes as brute force finds (by ordinary rules %d); nodes: %d, %d by brute force%n",
                WORLDS, optimal, ordinaryOptimal, removed, possible);
        assertThat(optimal).isGreaterThanOrEqualTo(WORLDS * 9 / 10);
    }

    /** Loop after loop; each pod goes where the decision says. */
    private static int removed(Map<String, List<Integer>> before, Consolidation mode, long seed) {
        Map<String, Map<String, Integer>> nodes = named(before);
        int start = nodes.size();
        for (int loop = 0; loop < 2 * start; loop++) {
            Decision decision = world(nodes, mode).decideWithAllUnneededFor(Duration.ofHours(1));
            decision.removals()
                    .forEach(removal -> move(nodes, removal.node(), removal.podsMoveTo()));
            decision.replacements()
                    .forEach(replacement ->
                            replacement
                                    .nodes()
                                    .forEach((node, gone) -> move(nodes, node, gone.podsMoveTo())));
            assertThat(nodes.values())
                    .as("seed %d", seed)
                    .allMatch(pods ->
                            pods.values().stream().mapToInt(Integer::intValue).sum()
                                    <= NODE_MILLI_CPU);
        }
        return start - nodes.size();
    }

    private static void move(
            Map<String, Map<String, Integer>> nodes, String node, Map<ObjectKey, String> moves) {
        Map<String, Integer> pods = Optional.ofNullable(nodes.remove(node)).orElseThrow();
        assertThat(moves.keySet().stream().map(ObjectKey::name))
                .containsExactlyInAnyOrderElementsOf(pods.keySet());
        moves.forEach((pod, to) -> {
            Map<String, Integer> there = Optional.ofNullable(nodes.get(to)).orElseThrow();
            there.put(pod.name(), pods.getOrDefault(pod.name(), NODE_MILLI_CPU));
        });
    }

    private static Map<String, Map<String, Integer>> named(Map<String, List<Integer>> nodes) {
        Map<String, Map<String, Integer>> named = new TreeMap<>();
        nodes.forEach((node, pods) -> {
            Map<String, Integer> byName = new TreeMap<>();
            for (int pod = 0; pod < pods.size(); pod++) {
                byName.put("p%d-%s".formatted(pod, node), pods.get(pod));
            }
            named.put(node, byName);
        });
        return named;
    }

    private static World world(Map<String, Map<String, Integer>> nodes, Consolidation mode) {
        World world = cluster().options(options(mode)).group("g", cpu("2"), usdPerHour("0.1"));
        nodes.keySet().forEach(world::node);
        nodes.forEach(
                (node, pods) -> pods.forEach((pod, size) -> world.pod(pod, node, cpu(size + "m"))));
        return world;
    }

    private static AutoscalingOptions options(Consolidation mode) {
        AutoscalingOptions defaults = AutoscalingOptions.DEFAULT;
        ScaleDownOptions down = defaults.scaleDown();
        return new AutoscalingOptions(
                defaults.scaleUp(),
                new ScaleDownOptions(
                        true,
                        down.utilization(),
                        down.patience(),
                        new Parallelism(10, 10, 10, Duration.ofSeconds(10)),
                        down.drain(),
                        new ConsolidationOptions(
                                mode, 100, Duration.ofMinutes(10), Duration.ofMinutes(30))),
                defaults.limits(),
                defaults.health(),
                defaults.taints());
    }

    private static Map<String, List<Integer>> nodes(Random random) {
        Map<String, List<Integer>> nodes = new TreeMap<>();
        int count = 3 + random.nextInt(4);
        for (int node = 0; node < count; node++) {
            List<Integer> pods = new ArrayList<>();
            int left = NODE_MILLI_CPU;
            int wanted = random.nextInt(4);
            for (int pod = 0; pod < wanted; pod++) {
                int size = 100 * (1 + random.nextInt(9));
                if (size <= left) {
                    pods.add(size);
                    left -= size;
                }
            }
            nodes.put("n" + node, pods);
        }
        return nodes;
    }

    private static int most(Map<String, List<Integer>> nodes) {
        List<String> names = List.copyOf(nodes.keySet());
        int most = 0;
        for (int set = 0; set < 1 << names.size(); set++) {
            if (Integer.bitCount(set) > most && mayGo(nodes, names, set)) {
                most = Integer.bitCount(set);
            }
        }
        return most;
    }

    private static boolean mayGo(Map<String, List<Integer>> nodes, List<String> names, int set) {
        List<Integer> moving = new ArrayList<>();
        List<Integer> free = new ArrayList<>();
        for (int node = 0; node < names.size(); node++) {
            List<Integer> pods = nodes.getOrDefault(names.get(node), List.of());
            if ((set & 1 << node) != 0) {
                moving.addAll(pods);
            } else {
                free.add(NODE_MILLI_CPU - pods.stream().mapToInt(Integer::intValue).sum());
            }
        }
        moving.sort((one, other) -> Integer.compare(other, one));
        return fits(moving, 0, free, new HashMap<>());
    }

    private static boolean fits(
            List<Integer> pods, int next, List<Integer> free, Map<String, Boolean> known) {
        if (next == pods.size()) {
            return true;
        }
        String key = next + " " + free;
        Boolean before = known.get(key);
        if (before != null) {
            return before;
        }
        boolean fits = false;
        for (int node = 0; node < free.size() && !fits; node++) {
            if (free.get(node) >= pods.get(next)) {
                List<Integer> less = new ArrayList<>(free);
                less.set(node, free.get(node) - pods.get(next));
                fits = fits(pods, next + 1, less, known);
            }
        }
        known.put(key, fits);
        return fits;
    }
}

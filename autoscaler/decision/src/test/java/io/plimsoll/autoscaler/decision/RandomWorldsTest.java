package io.plimsoll.autoscaler.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Action.NodeRemoval;
import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.intake.PendingPods;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodDisruptionBudget;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds whatever the world; the seed is the test's argument. */
class RandomWorldsTest {

    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsEveryPromise(long seed) {
        World world = RandomWorlds.of(seed);
        Observation observation = world.observe();
        Decision decision = world.decideWithAllUnneededFor(Duration.ofHours(1));

        everyPodAndNodeHasOneVerdict(observation, decision);
        groupsStayWithinTheirSizes(observation, decision);
        neverGrowsAndShrinksAtOnce(decision);
        newNodesHoldTheirPods(observation, decision);
        removalsLeaveBudgetsWhole(observation.cluster(), decision);
        movedPodsFitWhereTheyGo(observation.cluster(), decision);
        orderOfInputDoesNotMatter(observation, world.options(), seed);
    }

    @Test
    void worldsAreVaried() {
        long growing = 0;
        long shrinking = 0;
        for (long seed : seeds().toArray()) {
            Decision decision = RandomWorlds.of(seed).decideWithAllUnneededFor(Duration.ofHours(1));
            growing += decision.scaleUps().isEmpty() ? 0 : 1;
            shrinking += decision.removals().isEmpty() ? 0 : 1;
        }

        assertThat(growing).isGreaterThan(50);
        assertThat(shrinking).isGreaterThan(50);
    }

    private static void everyPodAndNodeHasOneVerdict(Observation observation, Decision decision) {
        assertThat(decision.nodes())
                .extracting(NodeVerdict::node)
                .containsExactlyElementsOf(
                        observation.cluster().nodes().stream().map(Node::name).toList());
        assertThat(decision.pods())
                .extracting(PodVerdict::pod)
                .containsExactlyElementsOf(
                        observation.cluster().pods().stream()
                                .filter(PendingPods::isWaiting)
                                .map(Pod::key)
                                .toList());
    }

    private static void groupsStayWithinTheirSizes(Observation observation, Decision decision) {
        for (NodeGroup group : observation.nodeGroups()) {
            NodeGroup.Size size = group.size();
            for (ScaleUp scaleUp : decision.scaleUps()) {
                if (scaleUp.nodeGroup().equals(group.name())) {
                    assertThat(scaleUp.from()).isEqualTo(size.target());
                    assertThat(scaleUp.to()).isBetween(size.target() + 1, size.max());
                }
            }
            long removed =
                    decision.removals().stream()
                            .filter(removal -> removal.nodeGroup().equals(group.name()))
                            .count();
            assertThat(removed == 0 || size.target() - removed >= size.min()).isTrue();
        }
    }

    /** The pods that a scale-up is for ask for no more than its nodes have. */
    private static void newNodesHoldTheirPods(Observation observation, Decision decision) {
        long room = 0;
        for (ScaleUp scaleUp : decision.scaleUps()) {
            NodeGroup group =
                    observation.nodeGroups().stream()
                            .filter(each -> each.name().equals(scaleUp.nodeGroup()))
                            .findFirst()
                            .orElseThrow();
            NodeGroup.Template.Known known = (NodeGroup.Template.Known) group.template();
            long each = known.template().node().status().allocatable().milliCpu();
            room += each * (scaleUp.to() - scaleUp.from());
        }
        Set<ObjectKey> helped = new HashSet<>();
        decision.scaleUps().forEach(scaleUp -> helped.addAll(scaleUp.pods()));
        long asked =
                observation.cluster().pods().stream()
                        .filter(pod -> helped.contains(pod.key()))
                        .mapToLong(pod -> pod.spec().requests().milliCpu())
                        .sum();
        assertThat(asked).isLessThanOrEqualTo(room);
    }

    private static void neverGrowsAndShrinksAtOnce(Decision decision) {
        assertThat(decision.scaleUps().isEmpty() || decision.removals().isEmpty()).isTrue();
    }

    /** A node may need one disruption after another; the next node needs what is left. */
    private static void removalsLeaveBudgetsWhole(Cluster cluster, Decision decision) {
        for (PodDisruptionBudget budget : cluster.controllers().budgets()) {
            long before = 0;
            for (NodeRemoval removal : decision.removals()) {
                long here =
                        cluster.pods().stream()
                                .filter(pod -> removal.podsMoveTo().containsKey(pod.key()))
                                .filter(pod -> protects(budget, pod))
                                .count();
                assertThat(here == 0 || before < budget.disruptionsAllowed()).isTrue();
                before += here;
            }
        }
    }

    private static boolean protects(PodDisruptionBudget budget, Pod pod) {
        return pod.key().namespace().equals(budget.key().namespace())
                && budget.selector().orElseThrow().matches(pod.metadata().labels());
    }

    private static void movedPodsFitWhereTheyGo(Cluster cluster, Decision decision) {
        Map<ObjectKey, String> moves = new HashMap<>();
        for (NodeVerdict verdict : decision.nodes()) {
            if (verdict instanceof NodeVerdict.Unneeded unneeded) {
                moves.putAll(unneeded.podsMoveTo());
            }
        }
        Map<ObjectKey, String> fitting = new HashMap<>();
        for (PodVerdict verdict : decision.pods()) {
            if (verdict instanceof PodVerdict.FitsExistingNode fits) {
                fitting.put(fits.pod(), fits.node());
            }
        }
        List<Pod> counting =
                cluster.pods().stream()
                        .filter(pod -> pod.spec().policy().priority() >= -10)
                        .filter(pod -> !moves.containsKey(pod.key()))
                        .toList();
        ClusterSnapshot snapshot = ClusterSnapshot.of(new Cluster(cluster.nodes(), counting));
        for (Pod pod : cluster.pods()) {
            String node = fitting.getOrDefault(pod.key(), moves.getOrDefault(pod.key(), ""));
            if (snapshot.hasNode(node)) {
                snapshot.bind(pod.unbound(), node);
            }
        }
        moves.values().forEach(node -> assertThat(requestsFit(snapshot, node)).isTrue());
    }

    private static boolean requestsFit(ClusterSnapshot snapshot, String node) {
        long milliCpu =
                snapshot.podsOn(node).stream()
                        .mapToLong(pod -> pod.spec().requests().milliCpu())
                        .sum();
        return milliCpu <= snapshot.node(node).status().allocatable().milliCpu();
    }

    private static void orderOfInputDoesNotMatter(
            Observation observation, AutoscalingOptions options, long seed) {
        Cluster cluster = observation.cluster();
        List<Node> nodes = new ArrayList<>(cluster.nodes());
        List<Pod> pods = new ArrayList<>(cluster.pods());
        List<NodeGroup> groups = new ArrayList<>(observation.nodeGroups());
        Random random = new Random(seed);
        Collections.shuffle(nodes, random);
        Collections.shuffle(pods, random);
        Collections.shuffle(groups, random);
        Cluster shuffled =
                new Cluster(
                        nodes,
                        pods,
                        cluster.controllers(),
                        cluster.storage(),
                        cluster.namespaces());

        assertThat(
                        DecisionCore.decide(
                                new Observation(shuffled, groups),
                                History.NONE,
                                options,
                                World.NOW))
                .isEqualTo(DecisionCore.decide(observation, History.NONE, options, World.NOW));
    }
}

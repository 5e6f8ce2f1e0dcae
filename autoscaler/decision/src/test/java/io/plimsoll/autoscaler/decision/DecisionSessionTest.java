package io.plimsoll.autoscaler.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.decision.scheduling.RandomWorld;
import io.plimsoll.autoscaler.decision.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a session remembers makes it fast and nothing else; the seed is the test's argument. */
final class DecisionSessionTest {
    private static final int LOOPS = 8;

    static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void decidesLoopAfterLoopAsOneThatRemembersNothing(long seed) {
        ChangingWorld world = new ChangingWorld(seed);
        DecisionSession session = new DecisionSession();
        Instant now = World.NOW;
        for (int loop = 0; loop < LOOPS; loop++) {
            Observation observation = world.observe();
            History history = world.history(now);

            Decision remembered =
                    session.decide(observation, history, AutoscalingOptions.DEFAULT, now);

            assertThat(remembered)
                    .as("loop %d", loop)
                    .isEqualTo(
                            DecisionCore.decide(
                                    observation, history, AutoscalingOptions.DEFAULT, now));
            world.change();
            now = now.plus(Duration.ofSeconds(10));
        }
    }

    @Test
    void theSameVerdictOfAnUnchangedNodeIsTheSameObject() {
        Observation observation = RandomWorlds.of(3).observe();
        DecisionSession session = new DecisionSession();
        Decision first =
                session.decide(observation, History.NONE, AutoscalingOptions.DEFAULT, World.NOW);

        Decision second =
                session.decide(observation, History.NONE, AutoscalingOptions.DEFAULT, World.NOW);

        assertThat(second).isEqualTo(first);
    }

    /** Nodes and pods with every kind of constraint that come, go and change. */
    private static final class ChangingWorld {
        private final RandomWorld made;
        private final Random random;
        private final List<Node> nodes = new ArrayList<>();
        private final List<Pod> pods = new ArrayList<>();

        ChangingWorld(long seed) {
            made = new RandomWorld(seed);
            random = new Random(seed);
            made.nodes(2 + random.nextInt(12)).forEach(node -> nodes.add(settled(node)));
            made.podsOn(nodes, random.nextInt(40)).forEach(pod -> pods.add(started(pod)));
            made.pods(random.nextInt(15)).forEach(pod -> pods.add(started(pod)));
        }

        Observation observe() {
            Cluster cluster = made.cluster(nodes, pods);
            List<NodeGroup.Instance> instances =
                    nodes.stream()
                            .filter(node -> node.name().hashCode() % 4 != 0)
                            .map(node ->
                                    new NodeGroup.Instance(
                                            node.name(),
                                            node.spec().providerId(),
                                            NodeGroup.Lifecycle.IN_SERVICE))
                            .toList();
            NodeGroup group =
                    new NodeGroup(
                            "g",
                            new NodeGroup.Size(0, 20, instances.size() + 1),
                            instances,
                            new NodeGroup.Template.Unknown("nobody knows"),
                            NodeGroupOptions.NONE);
            return new Observation(cluster, List.of(group));
        }

        History history(Instant now) {
            SortedMap<String, History.DeletionInFlight> deletions = new TreeMap<>();
            if (random.nextInt(3) == 0) {
                deletions.put(any(nodes).name(), new History.DeletionInFlight("g", false));
            }
            SortedMap<String, Instant> unneeded = new TreeMap<>();
            unneeded.put(any(nodes).name(), now.minusSeconds(3600));
            return new History(unneeded, History.NONE.growth(), deletions, History.Cooldown.NONE);
        }

        void change() {
            switch (random.nextInt(8)) {
                case 0 -> nodes.add(settled(made.node()));
                case 1 -> removeNode();
                case 2 -> replace(nodes, this::relabelled);
                case 3 -> made.podsOn(nodes, 5).forEach(pod -> pods.add(started(pod)));
                case 4 -> made.pods(5).forEach(pod -> pods.add(started(pod)));
                case 5 -> pods.removeIf(_ -> random.nextInt(4) == 0);
                case 6 -> replaceAnyPod();
                default -> {}
            }
        }

        /** Its pods may stay a while. */
        private void removeNode() {
            Node gone = any(nodes);
            if (nodes.size() > 1) {
                nodes.remove(gone);
            }
            if (random.nextBoolean()) {
                pods.removeIf(pod -> pod.spec().nodeName().filter(gone.name()::equals).isPresent());
            }
        }

        private void replaceAnyPod() {
            if (!pods.isEmpty()) {
                replace(
                        pods,
                        pod ->
                                switch (random.nextInt(4)) {
                                    case 0 -> pod.on(any(nodes).name());
                                    case 1 -> asked(pod);
                                    case 2 -> ended(pod);
                                    default -> pod.unbound();
                                });
            }
        }

        private <T> void replace(List<T> list, UnaryOperator<T> change) {
            int index = random.nextInt(list.size());
            list.set(index, change.apply(list.get(index)));
        }

        private <T> T any(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        private Node relabelled(Node node) {
            SortedMap<String, String> labels = new TreeMap<>(node.metadata().labels());
            if (random.nextBoolean()) {
                labels.put(RandomWorld.ZONE, "zone-" + random.nextInt(3));
            }
            return new Node(
                    node.name(),
                    with(labels, node.metadata()),
                    new Node.Spec(
                            node.spec().providerId(), random.nextInt(4) == 0, node.spec().taints()),
                    node.status());
        }

        private static Node settled(Node node) {
            return new Node(
                    node.name(),
                    with(node.metadata().labels(), node.metadata()),
                    new Node.Spec(
                            "aws:///z/" + node.name(),
                            node.spec().unschedulable(),
                            node.spec().taints()),
                    new Node.Status(
                            node.status().allocatable(),
                            node.status().allocatable(),
                            List.of(new Node.Condition("Ready", "True", "", Instant.EPOCH))));
        }

        private static Pod started(Pod pod) {
            Pod.Status status =
                    pod.spec().nodeName().isPresent()
                            ? Pod.Status.RUNNING
                            : new Pod.Status(
                                    Pod.Phase.PENDING,
                                    false,
                                    Optional.of(
                                            new Pod.ScheduledCondition(
                                                    false, "Unschedulable", "", Instant.EPOCH)),
                                    Optional.empty());
            return new Pod(pod.key(), pod.metadata(), pod.controller(), pod.spec(), status);
        }

        private static Pod asked(Pod pod) {
            Metadata old = pod.metadata();
            Metadata metadata =
                    new Metadata(
                            old.uid(),
                            old.labels(),
                            old.annotations(),
                            old.creationTime(),
                            Optional.of(World.NOW));
            return new Pod(pod.key(), metadata, pod.controller(), pod.spec(), pod.status());
        }

        private static Pod ended(Pod pod) {
            Pod.Status status =
                    new Pod.Status(Pod.Phase.SUCCEEDED, false, Optional.empty(), Optional.empty());
            return new Pod(pod.key(), pod.metadata(), pod.controller(), pod.spec(), status);
        }

        private static Metadata with(SortedMap<String, String> labels, Metadata old) {
            return new Metadata(
                    old.uid(), labels, old.annotations(), Instant.EPOCH, old.deletionTime());
        }
    }
}

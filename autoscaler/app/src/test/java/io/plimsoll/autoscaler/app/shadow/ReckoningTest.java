package io.plimsoll.autoscaler.app.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A group whose machines cost ten cents an hour, watched by a dry run. */
class ReckoningTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2026-11-28");
    private static final long PRICE = 100_000;
    private static final Decision NOTHING = Decision.none(Decision.Health.OK);

    private final Reckoning reckoning = new Reckoning(ShadowRecord.EMPTY);

    @Test
    void whatWouldBeOrderedCostsAndItsPodsWaitNoMore() {
        loop(0, world(2, 2), ordering(2, 4, 3));
        loop(60, world(2, 2), ordering(2, 4, 3));

        ShadowDay day = day();
        assertThat(day.watchedMillis()).isEqualTo(60_000);
        assertThat(day.done()).isEqualTo(new Ledger(0, 0, 0, 120_000, 2 * PRICE * 60_000, 180_000));
        assertThat(day.would()).isEqualTo(new Ledger(2, 0, 0, 240_000, 4 * PRICE * 60_000, 0));
    }

    @Test
    void anOrderThatTheOtherOneMakesBitByBitWouldHaveBeenMadeOnce() {
        loop(0, world(2, 2), ordering(2, 4, 3));
        loop(10, world(3, 2), ordering(3, 4, 1));
        loop(20, world(4, 3), NOTHING);
        loop(30, world(4, 4), NOTHING);

        assertThat(day().would().nodesAdded()).isEqualTo(2);
        assertThat(day().done().nodesAdded()).isEqualTo(2);
    }

    @Test
    void aSecondOrderIsASecondOne() {
        loop(0, world(2, 2), ordering(2, 4, 3));
        loop(10, world(4, 4), NOTHING);
        loop(20, world(3, 3), NOTHING);
        loop(30, world(3, 3), ordering(3, 4, 1));

        assertThat(day().would().nodesAdded()).isEqualTo(3);
        assertThat(day().done().nodesRemoved()).isEqualTo(1);
    }

    @Test
    void aNodeThatWouldBeGoneCostsNothingAndItsPodsWouldHaveMovedOnce() {
        loop(0, world(3, 3), removing(Optional.empty(), "n1"));
        loop(60, world(3, 3), removing(Optional.empty(), "n1"));

        assertThat(day().would()).isEqualTo(new Ledger(0, 1, 2, 120_000, 2 * PRICE * 60_000, 0));
    }

    @Test
    void aNodeThatOnlyWaitsForItsTurnWouldBeGoneToo() {
        loop(0, world(3, 3), removing(Optional.of(UnremovableReason.PARALLELISM_REACHED), "n1"));
        assertThat(day().would().nodesRemoved()).isEqualTo(1);

        loop(
                10,
                world(3, 3),
                removing(Optional.of(UnremovableReason.NOT_UNNEEDED_LONG_ENOUGH), "n2"));
        assertThat(day().would().nodesRemoved()).isEqualTo(1);
    }

    @Test
    void podsThatTheOtherOneMovesAreCountedOnce() {
        List<Node> nodes = List.of(node("n1", true), node("n2", false));
        List<Pod> leaving = List.of(pod("a", "n1", true), pod("b", "n1", false));
        loop(0, new Observation(new Cluster(nodes, List.of()), groups(2, 2)), NOTHING);
        for (int second = 10; second < 40; second += 10) {
            loop(second, new Observation(new Cluster(nodes, leaving), groups(2, 2)), NOTHING);
        }

        assertThat(day().done().evictions()).isEqualTo(1);
    }

    @Test
    void midnightEndsADay() {
        Instant late = Instant.parse("2026-11-28T23:59:30Z");
        reckoning.add(report(late, world(1, 1), NOTHING));
        reckoning.add(report(late.plusSeconds(60), world(1, 1), NOTHING));

        assertThat(reckoning.record().days().values())
                .extracting(ShadowDay::watchedMillis)
                .containsExactly(30_000L, 30_000L);
    }

    @Test
    void nobodyKnowsWhatHappenedWhileNobodyLooked() {
        loop(0, world(1, 1), NOTHING);
        loop(301, world(9, 9), NOTHING);
        reckoning.add(
                new LoopReport(
                        NOON.plusSeconds(310),
                        world(9, 9),
                        History.NONE,
                        NOTHING,
                        List.of(
                                new Outcome.Broken(
                                        new Problem(Problem.Kind.UNAVAILABLE, "no answer")))));
        loop(320, world(9, 9), NOTHING);

        assertThat(day().watchedMillis()).isEqualTo(9_000);
    }

    @Test
    void aRecordIsReadAsItWasWritten() {
        loop(0, world(2, 2), ordering(2, 4, 3));
        loop(60, world(2, 2), ordering(2, 4, 3));

        assertThat(ShadowRecord.read(reckoning.record().json())).isEqualTo(reckoning.record());
    }

    private ShadowDay day() {
        return reckoning.record().days().getOrDefault(DAY, ShadowDay.EMPTY);
    }

    private void loop(int second, Observation seen, Decision decision) {
        reckoning.add(report(NOON.plusSeconds(second), seen, decision));
    }

    private static LoopReport report(Instant time, Observation seen, Decision decision) {
        return new LoopReport(time, seen, History.NONE, decision, List.of());
    }

    private static Decision ordering(int from, int to, int pods) {
        List<ObjectKey> keys =
                IntStream.range(0, pods)
                        .mapToObj(number -> new ObjectKey("default", "web-" + number))
                        .toList();
        return new Decision(
                Decision.Health.OK,
                keys.stream()
                        .<PodVerdict>map(key -> new PodVerdict.TriggersScaleUp(key, "kong"))
                        .toList(),
                List.of(),
                List.of(new Action.ScaleUp("kong", from, to, keys, "for a test")));
    }

    private static Decision removing(Optional<UnremovableReason> heldBack, String node) {
        SortedMap<ObjectKey, String> moves = new TreeMap<>();
        moves.put(new ObjectKey("default", "a"), "n3");
        moves.put(new ObjectKey("default", "b"), "n3");
        return new Decision(
                Decision.Health.OK,
                List.of(),
                List.of(
                        new NodeVerdict.Unneeded(
                                node,
                                Optional.of("kong"),
                                OptionalInt.empty(),
                                NOON,
                                new NodeVerdict.Removal(moves, heldBack))),
                List.of());
    }

    private static Observation world(int target, int nodes) {
        return new Observation(
                new Cluster(
                        IntStream.rangeClosed(1, nodes)
                                .mapToObj(number -> node("n" + number, false))
                                .toList(),
                        List.of()),
                groups(target, nodes));
    }

    private static List<NodeGroup> groups(int target, int instances) {
        List<NodeGroup.Instance> all = new ArrayList<>();
        for (int number = 1; number <= instances; number++) {
            all.add(
                    new NodeGroup.Instance(
                            "i-n" + number,
                            providerId("n" + number),
                            NodeGroup.Lifecycle.IN_SERVICE));
        }
        return List.of(
                new NodeGroup(
                        "kong",
                        new NodeGroup.Size(1, 10, target),
                        all,
                        new NodeGroup.Template.Known(
                                new NodeTemplate(node("template", false), new Price(PRICE))),
                        NodeGroupOptions.NONE));
    }

    private static Node node(String name, boolean leaving) {
        Resources size = new Resources(1930, 7L << 30, 0, 35, new TreeMap<>());
        List<Taint> taints =
                Stream.of(
                                new Taint(
                                        "ToBeDeletedByClusterAutoscaler",
                                        "1",
                                        Taint.Effect.NO_SCHEDULE))
                        .filter(_ -> leaving)
                        .toList();
        return new Node(
                name,
                Metadata.NONE,
                new Node.Spec(providerId(name), false, taints),
                new Node.Status(size, size, List.of()));
    }

    private static Pod pod(String name, String node, boolean leaving) {
        return new Pod(
                new ObjectKey("default", name),
                new Metadata(
                        name,
                        new TreeMap<>(),
                        new TreeMap<>(),
                        NOON,
                        Optional.of(NOON).filter(_ -> leaving)),
                Optional.empty(),
                new Pod.Spec(
                        Optional.of(node),
                        Resources.ofPod(300, 300L << 20),
                        Resources.ofPod(300, 300L << 20),
                        Pod.Constraints.NONE,
                        Pod.Policy.DEFAULT),
                Pod.Status.RUNNING);
    }

    private static String providerId(String node) {
        return "aws:///eu-west-1a/i-" + node;
    }
}

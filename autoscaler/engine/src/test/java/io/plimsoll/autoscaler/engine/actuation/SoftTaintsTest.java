package io.plimsoll.autoscaler.engine.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.engine.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SoftTaintsTest {
    private final World world = new World().group("kong", 1, 20, 12);
    private final SoftTaints softTaints =
            new SoftTaints(world.cluster, RemovalOptions.SoftTaintOptions.DEFAULT);

    @Test
    void marksUnneededNodesAndUnmarksOthers() {
        apply(List.of(unneeded("kong-1"), needed("kong-2")), Set.of());
        assertThat(marked()).containsExactly("kong-1");

        apply(List.of(needed("kong-1"), unneeded("kong-2")), Set.of());
        assertThat(marked()).containsExactly("kong-2");
    }

    @Test
    void changesAtMostTenNodesALoop() {
        List<NodeVerdict> all =
                world.cluster.nodes().stream().map(node -> unneeded(node.name())).toList();
        apply(all, Set.of());
        assertThat(marked()).hasSize(10);

        apply(all, Set.of());
        assertThat(marked()).hasSize(12);
    }

    @Test
    void leavesMarksAloneInALoopThatJudgedNoNode() {
        apply(List.of(unneeded("kong-1")), Set.of());
        apply(List.of(), Set.of());

        assertThat(marked()).containsExactly("kong-1");
    }

    @Test
    void leavesNodesAloneThatAreBeingRemoved() {
        apply(List.of(unneeded("kong-1")), Set.of("kong-1"));

        assertThat(marked()).isEmpty();
    }

    @Test
    void stopsWhenItTakesTooLong() {
        RemovalOptions.SoftTaintOptions hasty =
                new RemovalOptions.SoftTaintOptions(10, Duration.ofSeconds(-1));
        new SoftTaints(world.cluster, hasty)
                .apply(
                        decision(List.of(unneeded("kong-1"))),
                        world.observe(),
                        Set.of(),
                        new Attempts(),
                        world.clock);

        assertThat(marked()).isEmpty();
    }

    private void apply(List<NodeVerdict> verdicts, Set<String> inProgress) {
        softTaints.apply(
                decision(verdicts), world.observe(), inProgress, new Attempts(), world.clock);
    }

    private static Decision decision(List<NodeVerdict> verdicts) {
        return new Decision(Decision.Health.OK, List.of(), verdicts, List.of());
    }

    private NodeVerdict unneeded(String node) {
        return new NodeVerdict.Unneeded(
                node,
                Optional.of("kong"),
                OptionalInt.of(0),
                world.clock.instant(),
                new NodeVerdict.Removal(
                        new TreeMap<>(), Optional.of(UnremovableReason.NOT_UNNEEDED_LONG_ENOUGH)));
    }

    private static NodeVerdict needed(String node) {
        return new NodeVerdict.Unremovable(
                node,
                Optional.of("kong"),
                OptionalInt.of(900),
                UnremovableReason.NOT_UNDERUTILIZED,
                Optional.empty());
    }

    private List<String> marked() {
        return world.cluster.nodes().stream()
                .filter(node -> node.taint(Taints.DELETION_CANDIDATE).isPresent())
                .map(Node::name)
                .toList();
    }
}

package io.plimsoll.autoscaler.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.ClusterView;
import io.plimsoll.autoscaler.decision.model.ClusterView.Hold;
import io.plimsoll.autoscaler.decision.model.ClusterView.Unreadable;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.engine.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What was begun waits while nobody can see, and what cannot be read is not touched. */
class UnclearViewTest {
    private static final ClusterView STALE = nothingHeardOf("pods");

    private final World world = new World().group("kong", 1, 10, 2);
    private final AutoscalerLoop loop = world.newProcess();

    @Test
    void aRemovalUnderWayWaitsWhileTheViewIsStale() {
        String node = runUntilOneIsMarked();
        world.cluster.seenAs(STALE);
        run(Duration.ofMinutes(3));
        assertThat(world.cloud.calls()).isEmpty();

        world.cluster.seenAs(ClusterView.COMPLETE);
        run(Duration.ofSeconds(10));
        assertThat(world.cloud.calls()).containsExactly("terminate kong i-" + node);
    }

    @Test
    void aNodeOnItsWayOutIsFreedWhenAPodOnItCannotBeRead() {
        String node = runUntilOneIsMarked();
        world.cluster.seenAs(
                new ClusterView(
                        new TreeMap<>(),
                        List.of(
                                new Unreadable(
                                        "Pod",
                                        new ObjectKey("default", "odd"),
                                        new Hold(Optional.of(node), Optional.empty()),
                                        "odd"))));
        run(Duration.ofMinutes(3));

        assertThat(world.cloud.calls()).doesNotContain("terminate kong i-" + node);
        assertThat(marked()).doesNotContain(node);
    }

    @Test
    void theStatusNamesWhatCannotBeSeen() {
        world.cluster.seenAs(STALE);
        loop.runOnce();

        assertThat(world.reporter.lastStatus().message())
                .isEqualTo("nothing heard of pods since 2026-01-01T00:00:00Z");
    }

    @Test
    void anInstanceWithoutANodeIsNotGivenUpOnAStaleView() {
        world.cluster.removeNode("kong-2");
        loop.runOnce();
        world.cluster.seenAs(nothingHeardOf("nodes"));
        run(Duration.ofMinutes(20));

        assertThat(world.cloud.calls()).isEmpty();
    }

    @Test
    void timeInWhichNobodyCouldSeeANodeRegisterDoesNotCount() {
        world.cluster.removeNode("kong-2");
        loop.runOnce();
        world.cluster.seenAs(nothingHeardOf("nodes"));
        run(Duration.ofMinutes(20));

        world.cluster.seenAs(ClusterView.COMPLETE);
        run(Duration.ofMinutes(14));
        assertThat(world.cloud.calls()).isEmpty();

        run(Duration.ofMinutes(2));
        assertThat(world.cloud.calls()).containsExactly("terminate kong i-kong-2");
    }

    private static ClusterView nothingHeardOf(String kind) {
        return new ClusterView(
                new TreeMap<>(Map.of(kind, Instant.parse("2026-01-01T00:00:00Z"))), List.of());
    }

    private String runUntilOneIsMarked() {
        for (int loops = 0; loops < 200 && marked().isEmpty(); loops++) {
            run(Duration.ofSeconds(10));
        }
        assertThat(world.cloud.calls()).isEmpty();
        return marked().getFirst();
    }

    private void run(Duration time) {
        for (long passed = 0; passed < time.toSeconds(); passed += 10) {
            world.advance(Duration.ofSeconds(10));
            loop.runOnce();
        }
    }

    private List<String> marked() {
        return world.cluster.observe().nodes().stream()
                .filter(node ->
                        node.spec().taints().stream()
                                .anyMatch(taint ->
                                        taint.key().equals("ToBeDeletedByClusterAutoscaler")))
                .map(node -> node.name())
                .toList();
    }
}

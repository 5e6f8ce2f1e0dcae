package io.plimsoll.demo.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.app.flight.PodLife;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LivesTest {

    private static final Instant NOON = Instant.parse("2026-03-05T12:00:00Z");

    private static Optional<Instant> at(int seconds) {
        return Optional.of(NOON.plusSeconds(seconds));
    }

    private static PodLife life(String name, int comes, Optional<PodLife.End> end) {
        Pod pod =
                new Pod(
                        new ObjectKey("shop", name),
                        new Metadata(
                                name, new TreeMap<>(), new TreeMap<>(), NOON, Optional.empty()),
                        Optional.of(new OwnerReference("apps/v1", "ReplicaSet", "web", "web")),
                        new Pod.Spec(
                                Optional.empty(),
                                Resources.NONE,
                                Resources.NONE,
                                Pod.Constraints.NONE,
                                Pod.Policy.DEFAULT),
                        Pod.Status.PENDING);
        return new PodLife(pod, NOON.plusSeconds(comes), Optional.empty(), at(comes + 10), end);
    }

    private static Optional<PodLife.End> evicted(int seconds) {
        return Optional.of(new PodLife.End(NOON.plusSeconds(seconds + 15), at(seconds)));
    }

    private static Optional<PodLife.End> gone(int seconds) {
        return Optional.of(new PodLife.End(NOON.plusSeconds(seconds), Optional.empty()));
    }

    @Test
    void joinsAPodThatWasEvictedAndTheOneInItsPlace() {
        PodLife first = life("a", 0, evicted(600));
        PodLife second = life("b", 595, evicted(1200));
        PodLife third = life("c", 1201, gone(1800));

        List<PodLife> whole = Lives.whole(List.of(first, second, third), Duration.ZERO);

        assertThat(whole)
                .containsExactly(
                        new PodLife(
                                first.pod(),
                                first.comes(),
                                first.refused(),
                                first.ran(),
                                third.end()));
    }

    @Test
    void leavesPodsAloneThatWentByThemselvesOrCameLater() {
        List<PodLife> lives =
                List.of(
                        life("a", 0, gone(600)),
                        life("b", 600, evicted(700)),
                        life("c", 900, gone(1000)));

        assertThat(Lives.whole(lives, Duration.ZERO)).isEqualTo(lives);
    }

    @Test
    void givesEachLostPodOneSuccessor() {
        List<PodLife> lives =
                List.of(
                        life("a", 0, evicted(600)),
                        life("b", 0, evicted(600)),
                        life("c", 601, Optional.empty()),
                        life("d", 602, Optional.empty()));

        assertThat(Lives.whole(lives, Duration.ZERO))
                .hasSize(2)
                .allMatch(life -> life.end().isEmpty());
    }
}

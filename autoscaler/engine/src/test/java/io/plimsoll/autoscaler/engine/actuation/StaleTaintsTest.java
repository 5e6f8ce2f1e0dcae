package io.plimsoll.autoscaler.engine.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.engine.world.World;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StaleTaintsTest {
    private final World world = new World().group("kong", 1, 10, 3);
    private final StaleTaints staleTaints =
            new StaleTaints(
                    world.cluster,
                    new Events(world.reporter, EngineOptions.DEFAULT.statusObject()),
                    RemovalOptions.DEFAULT);

    @BeforeEach
    void mark() {
        world.taint("kong-1", Taints.toBeDeleted(world.clock.instant()));
    }

    @Test
    void freesANodeThatNobodyDeletes() {
        clean(Set.of());

        assertThat(isMarked()).isFalse();
    }

    @Test
    void keepsTheMarkOfANodeThatIsBeingRemoved() {
        clean(Set.of("kong-1"));

        assertThat(isMarked()).isTrue();
    }

    @Test
    void keepsTheMarkOfANodeWhoseInstanceIsEnding() {
        world.cloud.terminate("kong", world.cloud.instance("kong", "i-kong-1"));
        clean(Set.of());

        assertThat(isMarked()).isTrue();
    }

    @Test
    void keepsTheMarkOfANodeWhoseInstanceIsGone() {
        world.cloud.forget("kong", "i-kong-1");
        clean(Set.of());

        assertThat(isMarked()).isTrue();
    }

    @Test
    void freesANodeOfNoGroupThatGoesOnAllTheSame() {
        world.cloud.forget("kong", "i-kong-1");
        world.advance(Duration.ofMinutes(16));
        clean(Set.of());

        assertThat(isMarked()).isFalse();
    }

    @Test
    void leavesACordonAloneThatThisAutoscalerDoesNotSet() {
        world.cordon("kong-1");
        clean(Set.of());

        assertThat(world.cluster.node("kong-1").spec().unschedulable()).isTrue();
    }

    private void clean(Set<String> inProgress) {
        staleTaints.clean(world.observe(), inProgress, new Attempts(), world.clock.instant());
    }

    private boolean isMarked() {
        return world.cluster.node("kong-1").taint(Taints.TO_BE_DELETED).isPresent();
    }
}

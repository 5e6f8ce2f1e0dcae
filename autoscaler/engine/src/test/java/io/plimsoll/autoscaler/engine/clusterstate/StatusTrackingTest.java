package io.plimsoll.autoscaler.engine.clusterstate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.clusterstate.Census;
import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.HealthOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.engine.port.ClusterStatus;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.Condition;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.HealthState;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.NodeGroupStatus;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.ScaleUpState;
import io.plimsoll.autoscaler.engine.port.ScaleUpMemory;
import io.plimsoll.autoscaler.engine.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StatusTrackingTest {
    private final World world = new World().group("kong", 1, 10, 2);
    private final StatusTracking tracking = new StatusTracking(HealthOptions.DEFAULT);

    @Test
    void remembersSinceWhenAStateHasHeld() {
        Instant start = world.clock.instant();
        status(Decision.Health.OK, History.NONE);
        world.advance(Duration.ofMinutes(1));
        Condition<HealthState> still =
                status(Decision.Health.OK, History.NONE).clusterWide().health();
        world.advance(Duration.ofMinutes(1));
        Condition<HealthState> changed =
                status(new Decision.Health(false, "too many unready"), History.NONE)
                        .clusterWide()
                        .health();

        assertThat(still).isEqualTo(new Condition<>(HealthState.HEALTHY, start));
        assertThat(changed)
                .isEqualTo(new Condition<>(HealthState.UNHEALTHY, world.clock.instant()));
    }

    @Test
    void tellsOfAGroupInBackoff() {
        History.Backoff backoff =
                new History.Backoff(world.clock.instant().plusSeconds(300), "NO", "no capacity");
        NodeGroupStatus group =
                status(Decision.Health.OK, history(Map.of(), Map.of("kong", backoff)))
                        .nodeGroups()
                        .getFirst();

        assertThat(group.scaleUp().scaleUp().state()).isEqualTo(ScaleUpState.BACKOFF);
        assertThat(group.scaleUp().backoff()).contains(backoff);
    }

    @Test
    void tellsWhyAGroupIsLeftAlone() {
        NodeGroup kong = world.cloud.group("kong");
        world.cloud.add(
                new NodeGroup(
                        "kong",
                        kong.size(),
                        kong.instances(),
                        new NodeGroup.Template.LeftAlone("it counts capacity in weights"),
                        kong.options()));

        assertThat(status(Decision.Health.OK, History.NONE).nodeGroups())
                .extracting(group -> group.scaleUp().leftAlone())
                .containsExactly(Optional.of("it counts capacity in weights"));
    }

    @Test
    void tellsOfAGroupThatGrows() {
        world.cloud.resize("kong", 4);
        History.ScaleUpInFlight order = new History.ScaleUpInFlight(2, world.clock.instant());
        ClusterStatus status = status(Decision.Health.OK, history(Map.of("kong", order), Map.of()));

        assertThat(status.clusterWide().scaleUp().state()).isEqualTo(ScaleUpState.IN_PROGRESS);
        assertThat(status.nodeGroups().getFirst().health().target()).isEqualTo(4);
        assertThat(status.nodeGroups().getFirst().health().nodes().ready()).isEqualTo(2);
    }

    @Test
    void callsAGroupUnhealthyThatMissesMostOfItsNodes() {
        world.cloud.resize("kong", 10);

        assertThat(
                        status(Decision.Health.OK, History.NONE)
                                .nodeGroups()
                                .getFirst()
                                .health()
                                .health()
                                .state())
                .isEqualTo(HealthState.UNHEALTHY);
    }

    @Test
    void callsAGroupUnhealthyWhoseInstanceNeverBecameANode() {
        world.cluster.removeNode("kong-2");
        Instant longAgo = world.clock.instant().minus(Duration.ofMinutes(15));
        History history =
                new History(
                        new TreeMap<>(),
                        new History.Growth(
                                new TreeMap<>(),
                                new TreeMap<>(),
                                new TreeMap<>(Map.of("i-kong-2", longAgo))),
                        new TreeMap<>(),
                        History.Cooldown.NONE);
        NodeGroupStatus group = status(Decision.Health.OK, history).nodeGroups().getFirst();

        assertThat(group.health().health().state()).isEqualTo(HealthState.UNHEALTHY);
        assertThat(group.health().nodes().longUnregistered()).isEqualTo(1);
    }

    private ClusterStatus status(Decision.Health health, History history) {
        Instant now = world.clock.instant();
        ClusterState state =
                new Census().take(world.observe(), history, AutoscalingOptions.DEFAULT, now);
        Decision decision = Decision.none(health);
        return tracking.status(state, history, decision, ScaleUpMemory.NONE, now);
    }

    private static History history(
            Map<String, History.ScaleUpInFlight> scaleUps, Map<String, History.Backoff> backoffs) {
        return new History(
                new TreeMap<>(),
                new TreeMap<>(scaleUps),
                new TreeMap<>(backoffs),
                History.Cooldown.NONE);
    }
}

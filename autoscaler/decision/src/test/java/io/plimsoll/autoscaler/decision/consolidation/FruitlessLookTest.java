package io.plimsoll.autoscaler.decision.consolidation;

import static io.plimsoll.autoscaler.decision.world.Traits.budgets;
import static io.plimsoll.autoscaler.decision.world.Traits.cpu;
import static io.plimsoll.autoscaler.decision.world.Traits.nodeAged;
import static io.plimsoll.autoscaler.decision.world.Traits.usdPerHour;
import static io.plimsoll.autoscaler.decision.world.World.NOW;
import static io.plimsoll.autoscaler.decision.world.World.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.DecisionSession;
import io.plimsoll.autoscaler.decision.clusterstate.Census;
import io.plimsoll.autoscaler.decision.model.CronTimes;
import io.plimsoll.autoscaler.decision.model.DisruptionBudget;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions.Consolidation;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.decision.world.Options;
import io.plimsoll.autoscaler.decision.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FruitlessLookTest {

    private static final AutoscalingOptions OPTIONS = Options.consolidating(Consolidation.REPLACE);
    private static final Instant NEVER = Instant.MAX;

    private final Observation world = oneNode().observe();
    private final FruitlessLook look = new FruitlessLook();

    @BeforeEach
    void nobodyHasLooked() {
        assertThat(look.holds(world, OPTIONS, NOW)).isFalse();
    }

    @Test
    void holdsForTenMinutesWhileNothingChanges() {
        look.remember(world, OPTIONS, NOW, NEVER);

        assertThat(look.holds(world, OPTIONS, after(0))).isTrue();
        assertThat(look.holds(world, OPTIONS, after(599))).isTrue();
        assertThat(look.holds(world, OPTIONS, after(600))).isFalse();
    }

    @Test
    void holdsForTenSecondsWhenSomethingDoes() {
        Observation other = oneNode().pod("other", "n1", cpu("10m")).observe();
        look.remember(world, OPTIONS, NOW, NEVER);

        assertThat(look.holds(other, OPTIONS, after(9))).isTrue();
        assertThat(look.holds(other, OPTIONS, after(10))).isFalse();
    }

    @Test
    void doesNotHoldForOtherFlagsOrAnEarlierTime() {
        look.remember(world, OPTIONS, NOW, NEVER);

        assertThat(look.holds(world, Options.consolidating(Consolidation.DELETE), NOW)).isFalse();
        assertThat(look.holds(world, OPTIONS, NOW.minusSeconds(1))).isFalse();
    }

    @Test
    void holdsNoLongerThanItIsTold() {
        look.remember(world, OPTIONS, NOW, after(60));
        assertThat(look.holds(world, OPTIONS, after(59))).isTrue();
        assertThat(look.holds(world, OPTIONS, after(60))).isFalse();

        look.remember(world, OPTIONS, NOW, NOW);
        assertThat(look.holds(world, OPTIONS, after(9))).isTrue();
        assertThat(look.holds(world, OPTIONS, after(10))).isFalse();
    }

    @Test
    void aNodeIsReplacedAsSoonAsItIsOldEnough() {
        Observation young =
                cluster()
                        .group("large", usdPerHour("0.4"))
                        .node("n1", nodeAged(Duration.ofMinutes(9)))
                        .pod("web", "n1", cpu("1500m"))
                        .group("small", cpu("2"), usdPerHour("0.1"))
                        .observe();
        DecisionSession session = new DecisionSession(new Census());

        assertThat(replacements(session, young, after(0))).isZero();
        assertThat(replacements(session, young, after(59))).isZero();
        assertThat(replacements(session, young, after(60))).isOne();
    }

    @Test
    void aNodeIsReplacedAsSoonAsAFreezeEnds() {
        CronTimes noon = new CronTimes(1, 1L << 12, -1, -1, -1, false);
        DisruptionBudget freeze =
                new DisruptionBudget(
                        "0 at noon for 3 min",
                        new DisruptionBudget.Most(0, false),
                        List.of(),
                        Optional.of(new DisruptionBudget.Window(noon, Duration.ofMinutes(3))));
        Observation frozen =
                cluster()
                        .group("large", usdPerHour("0.4"), budgets(freeze))
                        .node("n1")
                        .pod("web", "n1", cpu("1500m"))
                        .group("small", cpu("2"), usdPerHour("0.1"))
                        .observe();
        DecisionSession session = new DecisionSession(new Census());

        assertThat(replacements(session, frozen, after(0))).isZero();
        assertThat(replacements(session, frozen, after(179))).isZero();
        assertThat(replacements(session, frozen, after(180))).isOne();
    }

    private static int replacements(DecisionSession session, Observation seen, Instant now) {
        return session.decide(seen, History.NONE, OPTIONS, now).replacements().size();
    }

    private static World oneNode() {
        return cluster().group("g", cpu("2"), usdPerHour("0.1")).node("n1");
    }

    private static Instant after(long seconds) {
        return NOW.plusSeconds(seconds);
    }
}

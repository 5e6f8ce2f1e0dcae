package io.plimsoll.autoscaler.decision.consolidation;

import static io.plimsoll.autoscaler.decision.world.Traits.aged;
import static io.plimsoll.autoscaler.decision.world.Traits.annotation;
import static io.plimsoll.autoscaler.decision.world.Traits.bare;
import static io.plimsoll.autoscaler.decision.world.Traits.cpu;
import static io.plimsoll.autoscaler.decision.world.Traits.nodeAnnotation;
import static io.plimsoll.autoscaler.decision.world.Traits.ownedBy;
import static io.plimsoll.autoscaler.decision.world.Traits.pods;
import static io.plimsoll.autoscaler.decision.world.Traits.usdPerHour;
import static io.plimsoll.autoscaler.decision.world.World.NOW;
import static io.plimsoll.autoscaler.decision.world.World.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.DecisionSession;
import io.plimsoll.autoscaler.decision.clusterstate.Census;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions.Consolidation;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.decision.world.Options;
import io.plimsoll.autoscaler.decision.world.PodTrait;
import io.plimsoll.autoscaler.decision.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A replacement waits until it would have paid for its evictions since the load last grew. */
class EvictionCostTest {

    /** Three of four CPUs for 0.40 USD/h; a replacement saves half as much. */
    private static final Duration EARNED_BACK = Duration.ofMinutes(60);

    @ParameterizedTest(name = "after {1} min, where an eviction costs {0} min: {2}")
    @CsvSource({
        "30, 59, false",
        "30, 60, true",
        "15, 29, false",
        "15, 30, true",
        "60, 119, false",
        "0, 0, true"
    })
    void theSavingSinceTheNewestPodCameIsAsMuchAsTheEvictionsCost(
            int cost, int age, boolean replaces) {
        World world =
                threeOfFourCpus(aged(Duration.ofMinutes(age)))
                        .options(evictionCost(Duration.ofMinutes(cost)));

        assertThat(world.decide().replacements()).hasSize(replaces ? 1 : 0);
    }

    @Test
    void theLargestShareCounts() {
        World whole = ofOnePod(aged(Duration.ofMinutes(79)));
        World later = ofOnePod(aged(Duration.ofMinutes(80)));

        assertThat(whole.decide().replacements()).isEmpty();
        assertThat(later.decide().replacements()).hasSize(1);
    }

    /** The node has room for one pod, however small. */
    private static World ofOnePod(PodTrait age) {
        return cluster()
                .options(evictionCost(Duration.ofMinutes(30)))
                .group("small", cpu("3500m"), usdPerHour("0.25"))
                .group("large", cpu("4"), pods(1), usdPerHour("0.40"))
                .node("n1")
                .pod("web", "n1", cpu("3"), age);
    }

    @Test
    void aWorkloadThatHasJustGrownElsewhereStays() {
        PodTrait web = ownedBy("ReplicaSet", "web");
        World grown =
                threeOfFourCpus(web)
                        .node("other", nodeAnnotation("karpenter.sh/do-not-disrupt", "true"))
                        .pod("web-2", "other", cpu("3"), web, aged(Duration.ofMinutes(1)));
        World another =
                threeOfFourCpus(web)
                        .node("other", nodeAnnotation("karpenter.sh/do-not-disrupt", "true"))
                        .pod("api", "other", cpu("3"), aged(Duration.ofMinutes(1)));

        assertThat(grown.decide().replacements()).isEmpty();
        assertThat(another.decide().replacements()).hasSize(1);
    }

    @Test
    void aPodOfNoControllerIsAsOldAsItIs() {
        PodTrait mayGo = annotation("cluster-autoscaler.kubernetes.io/safe-to-evict", "true");
        World old = threeOfFourCpus(bare(), mayGo, aged(EARNED_BACK));
        World young = threeOfFourCpus(bare(), mayGo, aged(EARNED_BACK.minusMinutes(1)));

        assertThat(old.decide().replacements()).hasSize(1);
        assertThat(young.decide().replacements()).isEmpty();
    }

    @Test
    void itIsLookedAtAgainAsSoonAsItPays() {
        Observation seen = threeOfFourCpus(aged(EARNED_BACK.minusMinutes(5))).observe();
        DecisionSession session = new DecisionSession(new Census());

        assertThat(replacements(session, seen, NOW)).isZero();
        assertThat(replacements(session, seen, NOW.plusSeconds(299))).isZero();
        assertThat(replacements(session, seen, NOW.plusSeconds(300))).isOne();
    }

    @Test
    void nothingIsReplacedWhileScaleDownWaitsWithANodeThatMayGo() {
        World world = threeOfFourCpus().group("idle", cpu("1"), usdPerHour("0.1")).node("idle-1");

        assertThat(world.decide().replacements()).isEmpty();
        assertThat(world.decide().removals()).isEmpty();
    }

    private static int replacements(DecisionSession session, Observation seen, Instant now) {
        return session.decide(seen, History.NONE, evictionCost(Duration.ofMinutes(30)), now)
                .replacements()
                .size();
    }

    private static World threeOfFourCpus(PodTrait... traits) {
        PodTrait[] all = Arrays.copyOf(traits, traits.length + 1);
        all[traits.length] = cpu("3");
        return largeNode().pod("web", "n1", all);
    }

    private static World largeNode() {
        return cluster()
                .options(evictionCost(Duration.ofMinutes(30)))
                .group("small", cpu("3500m"), usdPerHour("0.25"))
                .group("large", cpu("4"), usdPerHour("0.40"))
                .node("n1");
    }

    private static AutoscalingOptions evictionCost(Duration cost) {
        return Options.consolidation(
                new ConsolidationOptions(Consolidation.REPLACE, 100, Duration.ofMinutes(10), cost));
    }
}

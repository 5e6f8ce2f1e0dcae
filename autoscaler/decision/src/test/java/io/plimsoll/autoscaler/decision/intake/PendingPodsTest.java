package io.plimsoll.autoscaler.decision.intake;

import static io.plimsoll.autoscaler.decision.world.Traits.aged;
import static io.plimsoll.autoscaler.decision.world.Traits.cordoned;
import static io.plimsoll.autoscaler.decision.world.Traits.cpu;
import static io.plimsoll.autoscaler.decision.world.Traits.deletedSince;
import static io.plimsoll.autoscaler.decision.world.Traits.gatedBy;
import static io.plimsoll.autoscaler.decision.world.Traits.max;
import static io.plimsoll.autoscaler.decision.world.Traits.nominatedTo;
import static io.plimsoll.autoscaler.decision.world.Traits.notSeenByScheduler;
import static io.plimsoll.autoscaler.decision.world.Traits.ownedBy;
import static io.plimsoll.autoscaler.decision.world.Traits.priority;
import static io.plimsoll.autoscaler.decision.world.Traits.scaleUpDelay;
import static io.plimsoll.autoscaler.decision.world.Traits.withResourceClaim;
import static io.plimsoll.autoscaler.decision.world.Traits.withTaint;
import static io.plimsoll.autoscaler.decision.world.World.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.answer.PodVerdict.IgnoreReason;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.world.Options;
import io.plimsoll.autoscaler.decision.world.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PendingPodsTest {

    @Test
    void ignoresPodThatTheSchedulerHasNotSeen() {
        World world = cluster().group("g").pendingPod("web", notSeenByScheduler());

        assertThat(ignored(world)).isEqualTo(IgnoreReason.NOT_UNSCHEDULABLE);
    }

    @Test
    void ignoresPodThatIsBeingDeleted() {
        World world = cluster().group("g").pendingPod("web", deletedSince(Duration.ofSeconds(1)));

        assertThat(ignored(world)).isEqualTo(IgnoreReason.NOT_UNSCHEDULABLE);
    }

    @Test
    void ignoresPodWhoseSchedulerIsNotAllowed() {
        World theirs =
                cluster()
                        .options(Options.allowedSchedulers("theirs"))
                        .group("g")
                        .pendingPod("web", cpu("1"));

        assertThat(ignored(theirs)).isEqualTo(IgnoreReason.OTHER_SCHEDULER);
        assertThat(only(theirs.options(Options.allowedSchedulers("theirs", "default-scheduler"))))
                .isInstanceOf(PodVerdict.TriggersScaleUp.class);
    }

    @Test
    void ignoresExpendablePod() {
        World world = cluster().group("g").pendingPod("filler", priority(-11));

        assertThat(ignored(world)).isEqualTo(IgnoreReason.EXPENDABLE);
    }

    @Test
    void podAtTheCutoffIsNotExpendable() {
        World world = cluster().group("g").pendingPod("web", cpu("1"), priority(-10));

        assertThat(only(world)).isInstanceOf(PodVerdict.TriggersScaleUp.class);
    }

    @Test
    void addsNoNodeForDaemonSetPod() {
        World world =
                cluster().group("g").pendingPod("agent", cpu("1"), ownedBy("DaemonSet", "agent"));

        assertThat(ignored(world)).isEqualTo(IgnoreReason.DAEMON_SET);
    }

    @Test
    void ignoresPodYoungerThanTheDelay() {
        World world =
                cluster()
                        .options(Options.newPodDelay(Duration.ofMinutes(2)))
                        .group("g")
                        .pendingPod("web", cpu("1"), aged(Duration.ofMinutes(2)));

        assertThat(ignored(world)).isEqualTo(IgnoreReason.YOUNG);
    }

    @Test
    void podsOwnDelayCountsWhenItIsLonger() {
        World world =
                cluster()
                        .group("g")
                        .pendingPod(
                                "web",
                                cpu("1"),
                                aged(Duration.ofMinutes(2)),
                                scaleUpDelay(Duration.ofMinutes(90)));

        assertThat(ignored(world)).isEqualTo(IgnoreReason.YOUNG);
    }

    @Test
    void podsOwnDelayDoesNotCountWhenItIsShorter() {
        World shorter =
                cluster()
                        .options(Options.newPodDelay(Duration.ofMinutes(2)))
                        .group("g")
                        .pendingPod(
                                "web",
                                cpu("1"),
                                aged(Duration.ofMinutes(1)),
                                scaleUpDelay(Duration.ofSeconds(10)));
        assertThat(ignored(shorter)).isEqualTo(IgnoreReason.YOUNG);
    }

    @Test
    void importantPodTakesTheRoomThatIsThere() {
        World world =
                cluster()
                        .group("g", cpu("2"), max(1))
                        .node("n1")
                        .pendingPod("a-ordinary", cpu("2"))
                        .pendingPod("b-important", cpu("2"), priority(1000));

        assertThat(world.decide().pods())
                .filteredOn(verdict -> verdict instanceof PodVerdict.FitsExistingNode)
                .extracting(verdict -> verdict.pod().name())
                .containsExactly("b-important");
    }

    @Test
    void namesGatedPodAsGated() {
        World world =
                cluster()
                        .group("g")
                        .pendingPod("later", cpu("1"), gatedBy("example.com/quota"))
                        .pendingPod("unseen", gatedBy("example.com/quota"), notSeenByScheduler());

        assertThat(world.decide().pods())
                .containsOnly(
                        new PodVerdict.Ignored(pod("later"), IgnoreReason.GATED),
                        new PodVerdict.Ignored(pod("unseen"), IgnoreReason.GATED));
        assertThat(world.decide().scaleUps()).isEmpty();
    }

    @Test
    void ordersNoNodeForPodThatClaimsADevice() {
        World world = cluster().group("g").pendingPod("gpu", withResourceClaim("gpu"));

        assertThat(only(world))
                .isEqualTo(
                        new PodVerdict.Unschedulable(
                                pod("gpu"),
                                List.of(
                                        new PodVerdict.Rejection(
                                                "g",
                                                "DynamicResources",
                                                "needs a ResourceClaim, not simulated"))));
        assertThat(world.decide().scaleUps()).isEmpty();
    }

    /** The node has 2 CPUs, of which "there" takes some; only less important pods make room. */
    @ParameterizedTest
    @CsvSource({
        "n1, 1, 0, true",
        "n1, 2, 0, true",
        "n1, 2, 100, false",
        "n1, 2, 200, false",
        "n1, 1, 200, true",
        "gone, 1, 0, false",
        "tainted, 0, 0, false",
        "cordoned, 0, 0, false"
    })
    void countsNominationThatStillFits(
            String node, String cpuOfOther, int priorityOfOther, boolean counts) {
        World world =
                cluster()
                        .group("g", cpu("2"), max(9))
                        .node("n1")
                        .node("tainted", withTaint("gone", "bad"))
                        .node("cordoned", cordoned())
                        .pod("there", "n1", cpu(cpuOfOther), priority(priorityOfOther))
                        .pod("full", "tainted", cpu("1"), priority(200))
                        .pendingPod("web", cpu("1"), priority(100), nominatedTo(node));

        PodVerdict.FitsExistingNode there = new PodVerdict.FitsExistingNode(pod("web"), node);
        boolean roomWithoutMakingAny = cpuOfOther.equals("1") && node.equals("gone");
        if (counts) {
            assertThat(only(world)).isEqualTo(there);
        } else {
            assertThat(only(world))
                    .isNotEqualTo(there)
                    .isInstanceOf(
                            roomWithoutMakingAny || cpuOfOther.equals("0")
                                    ? PodVerdict.FitsExistingNode.class
                                    : PodVerdict.TriggersScaleUp.class);
        }
    }

    private static ObjectKey pod(String name) {
        return new ObjectKey("default", name);
    }

    private static PodVerdict only(World world) {
        return world.decide().pods().getFirst();
    }

    private static IgnoreReason ignored(World world) {
        return ((PodVerdict.Ignored) only(world)).reason();
    }
}

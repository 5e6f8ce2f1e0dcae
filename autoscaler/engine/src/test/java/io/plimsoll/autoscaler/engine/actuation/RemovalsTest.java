package io.plimsoll.autoscaler.engine.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Action.NodeRemoval;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem.Kind;
import io.plimsoll.autoscaler.engine.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RemovalsTest {
    private final World world = new World().group("kong", 1, 10, 3);
    private final Events events = new Events(world.reporter, EngineOptions.DEFAULT.statusObject());
    private Removals removals = newProcess();

    @Test
    void waitsForTheSchedulerToSeeTheTaintBeforeItEvicts() {
        ObjectKey pod = world.runningPod("web-1", "kong-3");
        start(World.removal("kong-3", "kong", pod));

        assertThat(world.cluster.node("kong-3").taint(Taints.TO_BE_DELETED)).isPresent();
        assertThat(removals.nextWakeup(world.clock.instant())).contains(Duration.ofSeconds(5));
        advanceBy(4);
        assertThat(world.cluster.evicted()).isEmpty();
        advanceBy(1);
        assertThat(world.cluster.evicted()).containsExactly(pod);
    }

    @Test
    void endsTheInstanceOnceItsPodsAreGone() {
        ObjectKey pod = world.runningPod("web-1", "kong-3");
        start(World.removal("kong-3", "kong", pod));
        advanceBy(5);
        assertThat(world.cloud.calls()).isEmpty();

        world.cluster.removePod(pod);
        assertThat(advanceBy(2)).contains(new Outcome.Done(World.removal("kong-3", "kong", pod)));
        assertThat(world.cloud.calls()).containsExactly("terminate kong i-kong-3");
        assertThat(world.cloud.target("kong")).isEqualTo(2);
        assertThat(removals.lastRemoval()).contains(world.clock.instant());
    }

    @Test
    void endsAnEmptyNodeAsSoonAsTheTaintHasSettled() {
        start(World.removal("kong-3", "kong"));
        advanceBy(5);

        assertThat(world.cloud.calls()).containsExactly("terminate kong i-kong-3");
    }

    @Test
    void freesTheNodeWhenAPodIsOnItThatNoWatchShows() {
        start(World.removal("kong-3", "kong"));
        world.cluster.freezeCaches();
        world.runningPod("web-1", "kong-3");

        assertThat(advanceBy(5))
                .containsExactly(
                        new Outcome.Failed(
                                World.removal("kong-3", "kong"),
                                new Problem(
                                        Kind.NOT_POSSIBLE,
                                        "pods are on it that were not seen: [default/web-1]")));
        assertThat(world.cloud.calls()).isEmpty();
        assertThat(world.cluster.node("kong-3").spec().taints()).isEmpty();
    }

    @Test
    void waitsForAPodThatIsLeavingByHowLongItSawItLeave() {
        ObjectKey pod =
                world.leavingPod("web-1", "kong-3", world.clock.instant().minusSeconds(600));
        start(World.removal("kong-3", "kong"));
        advanceBy(5);
        advanceBy(60);
        assertThat(world.cloud.calls()).isEmpty();

        world.cluster.removePod(pod);
        advanceBy(1);
        assertThat(world.cloud.calls()).containsExactly("terminate kong i-kong-3");
    }

    @Test
    void waitsForNoPodThatDoesNotEnd() {
        world.leavingPod("web-1", "kong-3", world.clock.instant());
        start(World.removal("kong-3", "kong"));
        advanceBy(5);
        advanceBy(61);

        assertThat(world.cloud.calls()).containsExactly("terminate kong i-kong-3");
    }

    @Test
    void forgetsARemovalWhenItsNodeIsGone() {
        start(World.removal("kong-3", "kong"));
        advanceBy(5);
        assertThat(removals.nodes()).containsExactly("kong-3");

        world.cluster.removeNode("kong-3");
        advanceBy(10);
        assertThat(removals.nodes()).isEmpty();
    }

    @Test
    void asksAgainEachTenSecondsWhileABudgetRefuses() {
        ObjectKey pod = world.runningPod("web-1", "kong-3");
        world.cluster.protect(pod);
        start(World.removal("kong-3", "kong", pod));
        advanceBy(5);
        world.cluster.unprotect(pod);
        advanceBy(9);
        assertThat(world.cluster.evicted()).isEmpty();
        advanceBy(1);
        assertThat(world.cluster.evicted()).containsExactly(pod);
    }

    @Test
    void freesTheNodeWhenABudgetRefusesForTwoMinutes() {
        ObjectKey pod = world.runningPod("web-1", "kong-3");
        world.cluster.protect(pod);
        start(World.removal("kong-3", "kong", pod));
        List<Outcome> outcomes = List.of();
        for (int tries = 0; tries < 13; tries++) {
            outcomes = advanceBy(tries == 0 ? 5 : 10);
        }

        assertThat(outcomes)
                .containsExactly(
                        new Outcome.Failed(
                                World.removal("kong-3", "kong", pod),
                                new Problem(
                                        Kind.TIMED_OUT,
                                        "evictions were refused for 2m: default/web-1 (a"
                                                + " PodDisruptionBudget allows none now)")));
        assertThat(world.cluster.node("kong-3").spec().taints()).isEmpty();
        assertThat(removals.lastFailure()).contains(world.clock.instant());
        assertThat(world.cloud.calls()).isEmpty();
    }

    @Test
    void freesTheNodeWhenAPodDoesNotEnd() {
        ObjectKey pod = world.runningPod("web-1", "kong-3");
        start(World.removal("kong-3", "kong", pod));
        advanceBy(5);
        advanceBy(60);
        assertThat(removals.nodes()).containsExactly("kong-3");
        advanceBy(1);

        assertThat(removals.nodes()).isEmpty();
        assertThat(world.cluster.node("kong-3").spec().taints()).isEmpty();
    }

    @Test
    void doesNotRemoveANodeThatGotAPodAfterTheDecision() {
        start(World.removal("kong-3", "kong"));
        world.runningPod("late-1", "kong-3");

        assertThat(advanceBy(5))
                .containsExactly(
                        new Outcome.Failed(
                                World.removal("kong-3", "kong"),
                                new Problem(
                                        Kind.CHANGED,
                                        "pod default/late-1 came after the decision")));
        assertThat(world.cloud.calls()).isEmpty();
    }

    @Test
    void evictsDaemonPodsOfAnOccupiedNodeWithoutWaitingForThem() {
        ObjectKey daemon = world.daemonPod("agent-1", "kong-3");
        ObjectKey pod = world.runningPod("web-1", "kong-3");
        start(World.removal("kong-3", "kong", pod));
        advanceBy(5);
        world.cluster.removePod(pod);
        advanceBy(2);

        assertThat(world.cluster.evicted()).containsExactly(daemon, pod);
        assertThat(world.cloud.calls()).containsExactly("terminate kong i-kong-3");
    }

    @Test
    void leavesDaemonPodsOfAnEmptyNodeAlone() {
        world.daemonPod("agent-1", "kong-3");
        start(World.removal("kong-3", "kong"));
        advanceBy(5);

        assertThat(world.cluster.evicted()).isEmpty();
        assertThat(world.cloud.calls()).containsExactly("terminate kong i-kong-3");
    }

    @Test
    void neverTakesAGroupBelowItsMinimum() {
        IntStream.rangeClosed(1, 3)
                .forEach(number -> start(World.removal("kong-" + number, "kong")));
        advanceBy(5);

        assertThat(world.cloud.target("kong")).isEqualTo(1);
        assertThat(world.cluster.node("kong-3").spec().taints()).isEmpty();
    }

    @Test
    void triesAgainWhenTheCloudDidNotAnswer() {
        start(World.removal("kong-3", "kong"));
        world.cloud.refuse(CloudException.Category.UNAVAILABLE);
        assertThat(advanceBy(5)).isEmpty();
        world.cloud.stopRefusing();
        advanceBy(2);

        assertThat(world.cloud.calls()).containsExactly("terminate kong i-kong-3");
    }

    @Test
    void freesTheNodeWhenTheCloudRefuses() {
        start(World.removal("kong-3", "kong"));
        world.cloud.refuse(CloudException.Category.ACCESS_DENIED);
        advanceBy(5);

        assertThat(world.cluster.node("kong-3").spec().taints()).isEmpty();
        assertThat(removals.nodes()).isEmpty();
    }

    @Test
    void failsAndFreesTheNodeWhenItsGroupLeavesDiscovery() {
        ObjectKey pod = world.runningPod("web-1", "kong-3");
        start(World.removal("kong-3", "kong", pod));
        advanceBy(5);
        world.cluster.removePod(pod);
        world.cloud.hide("kong");

        assertThat(advanceBy(2))
                .containsExactly(
                        new Outcome.Failed(
                                World.removal("kong-3", "kong", pod),
                                new Problem(Kind.CHANGED, "its group kong is not discovered")));
        assertThat(world.cluster.node("kong-3").spec().taints()).isEmpty();
        assertThat(world.cloud.calls()).isEmpty();
    }

    @Test
    void neverEndsAnInstanceThatSomebodyTookOutOfItsGroup() {
        start(World.removal("kong-3", "kong"));
        world.cloud.forget("kong", "i-kong-3");
        for (int loops = 0; loops < 65; loops++) {
            advanceBy(loops == 0 ? 5 : 2);
        }

        assertThat(world.cloud.calls()).isEmpty();
        assertThat(removals.nodes()).isEmpty();
        assertThat(world.cluster.node("kong-3").spec().taints()).isEmpty();
    }

    @Test
    void leavesANewPodOfTheSameNameAlone() {
        ObjectKey pod = world.runningPod("web-1", "kong-3");
        start(World.removal("kong-3", "kong", pod));
        world.replacePod(pod);
        List<Outcome> outcomes = advanceBy(5);

        assertThat(world.cluster.evicted()).isEmpty();
        assertThat(outcomes)
                .containsExactly(
                        new Outcome.Failed(
                                World.removal("kong-3", "kong", pod),
                                new Problem(
                                        Kind.CHANGED,
                                        "pod default/web-1 came after the decision")));
    }

    @Test
    void saysThatEvictionsAreForbiddenAndFreesTheNodeAtOnce() {
        ObjectKey pod = world.runningPod("web-1", "kong-3");
        start(World.removal("kong-3", "kong", pod));
        world.cluster.forbidEvictions();

        assertThat(advanceBy(5))
                .containsExactly(
                        new Outcome.Failed(
                                World.removal("kong-3", "kong", pod),
                                new Problem(Kind.ACCESS_DENIED, "evictions are forbidden")));
        assertThat(world.cluster.node("kong-3").spec().taints()).isEmpty();
    }

    @Test
    void leavesAnotherNodeOfTheSameNameAlone() {
        start(World.removal("kong-3", "kong"));
        world.replaceNode("kong-3");
        advanceBy(5);

        assertThat(world.cloud.calls()).isEmpty();
        assertThat(removals.nodes()).isEmpty();
    }

    @Test
    void marksWhatCachesDoNotShowYet() {
        world.cluster.freezeCaches();
        start(World.removal("kong-3", "kong"));

        assertThat(removals.mark(world.observe()).cluster().nodes())
                .filteredOn(node -> node.taint(Taints.TO_BE_DELETED).isPresent())
                .extracting(node -> node.name())
                .containsExactly("kong-3");
    }

    @Test
    void changesNothingElseOfAnObservation() {
        start(World.removal("kong-3", "kong"));
        Observation seen = world.observe();
        Cluster prioritized =
                seen.cluster()
                        .with(
                                new Cluster.ExpanderPriorities(
                                        new TreeMap<>(Map.of(10, List.of("kong")))));

        assertThat(removals.mark(new Observation(prioritized, seen.nodeGroups())).cluster())
                .isEqualTo(prioritized);
    }

    private Removals newProcess() {
        return new Removals(world.cluster, world.cloud, events, EngineOptions.DEFAULT, List.of());
    }

    private void start(NodeRemoval removal) {
        removals.start(removal, world.observe(), new Attempts(), world.clock.instant());
    }

    private List<Outcome> advanceBy(int seconds) {
        world.advance(Duration.ofSeconds(seconds));
        Attempts attempts = new Attempts();
        removals.advance(world.observe(), attempts, world.clock.instant());
        return attempts.outcomes();
    }
}

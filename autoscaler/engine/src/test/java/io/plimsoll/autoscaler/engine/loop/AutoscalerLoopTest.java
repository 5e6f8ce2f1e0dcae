package io.plimsoll.autoscaler.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.model.ClusterView;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.engine.actuation.EngineOptions;
import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.HealthState;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.ScaleUpState;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem.Kind;
import io.plimsoll.autoscaler.engine.port.Ports;
import io.plimsoll.autoscaler.engine.port.ScaleUpMemory;
import io.plimsoll.autoscaler.engine.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** The whole loop with the real decisions; a node of the test world has room for six pods. */
class AutoscalerLoopTest {
    private final World world = new World().group("kong", 1, 10, 1);
    private AutoscalerLoop loop = newProcess();

    @Test
    void raisesAGroupByWhatThePendingPodsNeed() {
        pending(1, 13);
        LoopReport report = loop.runOnce();

        assertThat(world.cloud.target("kong")).isEqualTo(3);
        assertThat(report.isSuccess()).isTrue();
        assertThat(report.outcomes())
                .containsExactly(new Outcome.Done(report.decision().actions().getFirst()));
        assertThat(world.reporter.reports()).containsExactly(report);
    }

    @Test
    void ordersNothingTwiceWhileNodesAreOnTheirWay() {
        pending(1, 13);
        loop.runOnce();
        loop.runOnce();
        world.launchMissing("kong");
        loop.runOnce();

        assertThat(world.cloud.calls()).containsExactly("setTargetSize kong 3");
    }

    @Test
    void ordersNothingInPlaceOfNodesThatAStaleViewDoesNotShow() {
        pending(1, 13);
        loop.runOnce();
        world.cloud.launch("kong", "i-kong-3");
        loop.runOnce();
        SortedMap<String, Instant> silent = new TreeMap<>();
        silent.put("nodes", world.clock.instant());
        world.cluster.seenAs(new ClusterView(silent, List.of()));
        world.cluster.freezeCaches();
        world.register("kong-3");
        world.advance(Duration.ofMinutes(20));
        loop.runOnce();
        assertThat(world.cloud.calls()).containsExactly("setTargetSize kong 3");

        world.cluster.seenAs(ClusterView.COMPLETE);
        world.cluster.thawCaches();
        loop.runOnce();
        assertThat(world.cloud.calls()).noneMatch(call -> call.startsWith("terminate"));
    }

    @Test
    void ordersNothingTwiceAfterARestart() {
        pending(1, 13);
        loop.runOnce();
        loop = newProcess();
        loop.runOnce();

        assertThat(world.cloud.calls()).containsExactly("setTargetSize kong 3");
    }

    @Test
    void answersASecondBurstInTheNextLoop() {
        pending(1, 13);
        loop.runOnce();
        pending(14, 25);
        world.advance(Duration.ofSeconds(1));
        loop.runOnce();

        assertThat(world.cloud.calls())
                .containsExactly("setTargetSize kong 3", "setTargetSize kong 5");
    }

    @Test
    void doesNotCountJoinedNodesAsUpcoming() {
        pending(1, 13);
        loop.runOnce();
        world.launchMissing("kong");
        IntStream.rangeClosed(1, 13)
                .forEach(pod -> world.runningPod("web-" + pod, "kong-" + (1 + (pod - 1) / 6)));
        loop.runOnce();
        pending(14, 25);
        loop.runOnce();

        assertThat(world.cloud.target("kong")).isEqualTo(5);
    }

    @Test
    void turnsToAnotherGroupInTheLoopThatLearnsOfAStockout() {
        world.group("spare", 0, 10, 0);
        pending(1, 6);
        world.runningPod("full-1", "kong-1");
        loop.runOnce();
        String first = world.cloud.target("kong") == 2 ? "kong" : "spare";
        String other = first.equals("kong") ? "spare" : "kong";
        int before = world.cloud.target(other);
        world.cloud.failLaunch(first);
        LoopReport report = loop.runOnce();

        assertThat(report.history().backoffs()).containsKey(first);
        assertThat(world.cloud.target(other)).isEqualTo(before + 1);
        assertThat(world.cloud.target(first)).isEqualTo(first.equals("kong") ? 1 : 0);
    }

    @Test
    void waitsForNoNodeThatTheCloudFailedToLaunch() {
        World scarce = new World().group("short", 2, 2, 0).group("spare", 0, 10, 0);
        scarce.cloud.resize("short", 2);
        scarce.pendingPod("web-1");
        AutoscalerLoop patient = scarce.newProcess();
        patient.runOnce();
        assertThat(scarce.cloud.target("spare")).isZero();
        scarce.cloud.failLaunch("short");
        patient.runOnce();

        assertThat(scarce.cloud.target("short")).isEqualTo(2);
        assertThat(scarce.cloud.target("spare")).isEqualTo(1);
    }

    @Test
    void ordersNothingForPodsOfNodesToComeWhileOthersEnd() {
        World changing = new World().group("kong", 1, 10, 3);
        IntStream.rangeClosed(1, 6).forEach(pod -> changing.runningPod("full-" + pod, "kong-1"));
        IntStream.rangeClosed(1, 6).forEach(pod -> changing.pendingPod("web-" + pod));
        changing.cloud.resize("kong", 4);
        changing.cloud.terminate("kong", changing.cloud.instance("kong", "i-kong-2"));
        changing.cloud.terminate("kong", changing.cloud.instance("kong", "i-kong-3"));
        AutoscalerLoop next = changing.newProcess();
        changing.cordon("kong-2");
        changing.cordon("kong-3");
        next.runOnce();

        assertThat(changing.cloud.target("kong")).isEqualTo(2);
    }

    @Test
    void isASuccessEvenWhenEachActionFails() {
        pending(1, 13);
        world.cloud.refuse(CloudException.Category.ACCESS_DENIED);
        LoopReport report = loop.runOnce();

        assertThat(report.isSuccess()).isTrue();
        assertThat(report.outcomes())
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.type(Outcome.Failed.class))
                .satisfies(failed -> {
                    assertThat(failed.action()).isInstanceOf(Action.ScaleUp.class);
                    assertThat(failed.problem().kind()).isEqualTo(Kind.ACCESS_DENIED);
                });
    }

    @Test
    void reportsALoopThatCouldNotObserveAndGoesOn() {
        LoopReport seen = loop.runOnce();
        world.cluster.refuse(true);
        LoopReport broken = loop.runOnce();
        world.cluster.refuse(false);

        assertThat(broken.outcomes())
                .containsExactly(
                        new Outcome.Broken(
                                new Problem(Kind.UNAVAILABLE, "the API server is away")));
        assertThat(broken.observation()).isEqualTo(seen.observation());
        assertThat(broken.decision().health().healthy()).isFalse();
        assertThat(broken.isSuccess()).isFalse();
        assertThat(loop.runOnce().isSuccess()).isTrue();
    }

    @Test
    void removesUnneededNodesDownToTheMinimum() {
        World large = new World().group("kong", 1, 10, 4);
        AutoscalerLoop idle = large.newProcess();
        for (int loops = 0; loops < 100; loops++) {
            idle.runOnce();
            large.advance(idle.nextWakeup().orElse(Duration.ofSeconds(10)));
        }

        assertThat(large.cloud.target("kong")).isEqualTo(1);
    }

    @Test
    void drainsANodeWhosePodsFitElsewhere() {
        World spread = new World().group("kong", 1, 10, 2);
        ObjectKey kept = spread.runningPod("web-1", "kong-1");
        ObjectKey moved = spread.runningPod("web-2", "kong-2");
        AutoscalerLoop idle = spread.newProcess();
        for (int loops = 0; loops < 100; loops++) {
            idle.runOnce();
            spread.advance(idle.nextWakeup().orElse(Duration.ofSeconds(10)));
            spread.cluster.evicted().forEach(spread.cluster::removePod);
        }

        assertThat(spread.cluster.evicted()).hasSize(1).containsAnyOf(kept, moved);
        assertThat(spread.cloud.target("kong")).isEqualTo(1);
    }

    @Test
    void decidesAnewWhenSomebodyElseRaisedTheGroupMeanwhile() {
        pending(1, 13);
        world.cloud.freezeCache();
        world.cloud.resize("kong", 8);
        LoopReport report = loop.runOnce();

        assertThat(world.cloud.calls()).isEmpty();
        assertThat(world.cloud.target("kong")).isEqualTo(8);
        assertThat(report.decision().scaleUps()).isEmpty();
        assertThat(report.history().backoffs()).isEmpty();
    }

    @Test
    void triesOnceALoopWhatIsRefusedWhileTheGroupStillLooksTheSame() {
        pending(1, 13);
        world.cloud.freezeLists();
        world.cloud.resize("kong", 8);
        LoopReport report = loop.runOnce();

        assertThat(world.cloud.calls()).isEmpty();
        assertThat(report.outcomes())
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.type(Outcome.Failed.class))
                .extracting(failed -> failed.problem().kind())
                .isEqualTo(Kind.CHANGED);
        assertThat(world.reporter.events())
                .filteredOn(event -> event.contains("FailedToScaleUpGroup"))
                .hasSize(1);
    }

    @Test
    void turnsToAnotherGroupInTheSameLoopWhenOneRefuses() {
        for (String refusing : List.of("kong", "spare")) {
            World scarce = new World().group("kong", 0, 10, 0).group("spare", 0, 10, 0);
            scarce.pendingPod("web-1");
            scarce.cloud.refuse(refusing, CloudException.Category.QUOTA_EXCEEDED);
            scarce.newProcess().runOnce();

            assertThat(scarce.cloud.target("kong") + scarce.cloud.target("spare")).isEqualTo(1);
            assertThat(scarce.cloud.target(refusing)).isZero();
        }
    }

    @Test
    void triesEachGroupOnceALoopWhenTheCloudDoesNotAnswer() {
        pending(1, 13);
        world.cloud.refuse(CloudException.Category.THROTTLED);

        assertThat(loop.runOnce().outcomes()).hasSize(1);
    }

    @Test
    void waitsForNoInstanceThatNeverJoinsThoughTheMinimumHoldsIt() {
        World stuck = new World().group("kong", 1, 10, 1).group("spare", 0, 10, 0);
        stuck.cluster.removeNode("kong-1");
        IntStream.rangeClosed(1, 6).forEach(pod -> stuck.pendingPod("web-" + pod));
        AutoscalerLoop patient = stuck.newProcess();
        patient.runOnce();
        assertThat(stuck.cloud.calls()).isEmpty();
        stuck.advance(Duration.ofMinutes(15));
        patient.runOnce();

        assertThat(stuck.cloud.calls()).containsExactly("setTargetSize spare 1");
        assertThat(stuck.reporter.events())
                .contains(
                        "ConfigMap cluster-autoscaler-status DeleteUnregisteredFailed: Failed to"
                                + " remove node i-kong-1: kong may not have less than its minimum"
                                + " of 1");
        assertThat(stuck.reporter.lastStatus().nodeGroups().getFirst().health().health().state())
                .isEqualTo(HealthState.UNHEALTHY);
    }

    @Test
    void countsTheFailureOfAnInstanceThatNeverJoinedBeforeItDecidesAgain() {
        World flaky = new World().group("kong", 0, 10, 0).group("spare", 0, 10, 0);
        flaky.pendingPod("web-1");
        AutoscalerLoop patient = flaky.newProcess();
        patient.runOnce();
        String first = flaky.cloud.target("kong") == 1 ? "kong" : "spare";
        String other = first.equals("kong") ? "spare" : "kong";
        flaky.cloud.launch(first, "i-lost");
        flaky.advance(Duration.ofSeconds(40));
        patient.runOnce();
        flaky.advance(Duration.ofMinutes(15));
        patient.runOnce();

        assertThat(flaky.cloud.target(first)).isZero();
        assertThat(flaky.cloud.target(other)).isEqualTo(1);
    }

    @Test
    void countsAgainstTheMinimumWhatIsThereAndNotWhatWasOrdered() {
        World ordered = new World().group("kong", 3, 10, 4);
        ordered.cloud.resize("kong", 6);
        AutoscalerLoop idle = ordered.newProcess();
        for (int loops = 0; loops < 85; loops++) {
            idle.runOnce();
            ordered.advance(idle.nextWakeup().orElse(Duration.ofSeconds(10)));
        }

        assertThat(ordered.cloud.calls().stream().filter(call -> call.startsWith("terminate")))
                .hasSize(1);
    }

    @Test
    void writesNothingWithoutLeadershipAndStopsBetweenTwoWrites() {
        World large = new World().group("kong", 1, 10, 4);
        AtomicInteger writes = new AtomicInteger(1);
        Ports ports =
                new Ports(
                        large.cluster,
                        large.cloud,
                        large.reporter,
                        _ -> writes.getAndDecrement() > 0);
        AutoscalerLoop losing =
                new AutoscalerLoop(ports, EngineOptions.DEFAULT, ScaleUpMemory.NONE, large.clock);
        LoopReport report = losing.runOnce();

        assertThat(report.isSuccess()).isFalse();
        assertThat(report.outcomes()).hasSize(2);
        assertThat(report.outcomes().getLast()).isInstanceOf(Outcome.Stopped.class);
        assertThat(large.cluster.nodes())
                .filteredOn(node -> !node.spec().taints().isEmpty())
                .hasSize(1);
    }

    @Test
    void unneededTimesOutliveARestart() {
        World idle = new World().group("kong", 1, 10, 2);
        AutoscalerLoop first = idle.newProcess();
        first.runOnce();
        idle.advance(Duration.ofMinutes(11));
        AutoscalerLoop second = idle.newProcess();
        second.runOnce();

        assertThat(idle.cluster.nodes())
                .filteredOn(node -> node.taint("ToBeDeletedByClusterAutoscaler").isPresent())
                .hasSize(1);
    }

    @Test
    void backoffsAndOrdersOutliveARestart() {
        world.group("spare", 0, 10, 0);
        pending(1, 13);
        world.cloud.refuse(CloudException.Category.QUOTA_EXCEEDED);
        LoopReport refused = loop.runOnce();
        assertThat(refused.history().backoffs()).hasSize(2);
        world.cloud.stopRefusing();
        world.advance(Duration.ofMinutes(1));
        loop = newProcess();

        assertThat(loop.runOnce().history().backoffs()).isEqualTo(refused.history().backoffs());
        world.advance(Duration.ofMinutes(4));
        loop.runOnce();
        LoopReport ordered = loop.runOnce();
        assertThat(ordered.history().scaleUps()).hasSize(1);
        world.advance(Duration.ofMinutes(1));
        loop = newProcess();
        assertThat(loop.runOnce().history().scaleUps()).isEqualTo(ordered.history().scaleUps());
    }

    @Test
    void tellsTheStatusOfTheGroups() {
        pending(1, 13);
        loop.runOnce();
        loop.runOnce();

        assertThat(world.reporter.lastStatus().nodeGroups())
                .extracting(group -> group.scaleUp().scaleUp().state())
                .containsExactly(ScaleUpState.IN_PROGRESS);
        assertThat(world.reporter.lastStatus().clusterWide().nodes().ready()).isEqualTo(1);
    }

    private void pending(int first, int last) {
        for (int number = first; number <= last; number++) {
            world.pendingPod("web-" + number);
        }
    }

    private AutoscalerLoop newProcess() {
        return world.newProcess();
    }
}

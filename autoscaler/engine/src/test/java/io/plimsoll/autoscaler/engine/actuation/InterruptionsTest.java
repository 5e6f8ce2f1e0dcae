package io.plimsoll.autoscaler.engine.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.Interruption;
import io.plimsoll.autoscaler.decision.model.Interruption.Kind;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.engine.loop.AutoscalerLoop;
import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.autoscaler.engine.port.Leadership;
import io.plimsoll.autoscaler.engine.port.Ports;
import io.plimsoll.autoscaler.engine.world.InMemoryFeed;
import io.plimsoll.autoscaler.engine.world.MortalPorts;
import io.plimsoll.autoscaler.engine.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterruptionsTest {
    private static final String LOST = "kong-1";
    private static final int PODS = 6;

    private final World world = new World().group("kong", 1, 5, 1);
    private final InMemoryFeed feed = new InMemoryFeed();
    private AutoscalerLoop loop = process();
    private int remade;

    @Test
    void replacesDrainsAndEndsASpotNodeWithinItsNotice() {
        fill();
        tellOfSpotInterruption();
        Instant end = world.clock.instant().plus(Duration.ofMinutes(2));

        loop.runOnce();
        assertThat(mark()).isPresent();
        assertThat(feed.notices()).isEmpty();
        assertThat(world.cloud.calls()).containsExactly("setTargetSize kong 2");
        assertThat(world.cluster.evicted()).isEmpty();

        world.advance(Duration.ofSeconds(60));
        world.launchMissing("kong");
        play(6);

        assertThat(world.clock.instant()).isBefore(end);
        assertThat(world.cluster.evicted()).hasSize(PODS);
        assertThat(world.cloud.calls())
                .containsExactly("setTargetSize kong 2", "end kong i-kong-1 SMALLER");
        assertThat(world.cloud.target("kong")).isEqualTo(1);
        assertThat(world.reporter.events())
                .contains("Node kong-1 Interrupted: marked the node: Spot interruption, by " + end);
    }

    /** Whatever call of whichever loop is the first process's last, carried out or not. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void replacesANodeOnceWhereverTheFirstProcessEnded(boolean carriedOut) {
        for (int calls = 1; calls < 60; calls++) {
            InterruptionsTest attempt = new InterruptionsTest();
            attempt.fill();
            attempt.tellOfSpotInterruption();
            attempt.loop =
                    attempt.process(new MortalPorts(attempt.ports(), calls, carriedOut).ports());
            attempt.playToTheEnd();

            List<String> sizes =
                    attempt.world.cloud.calls().stream()
                            .filter(call -> call.startsWith("setTargetSize"))
                            .toList();
            assertThat(sizes).as("ended at call %d", calls).containsExactly("setTargetSize kong 2");
            assertThat(attempt.world.cluster.evicted()).hasSize(PODS).doesNotHaveDuplicates();
            assertThat(attempt.feed.notices()).isEmpty();
            assertThat(attempt.world.cloud.instance("kong", "i-kong-1").lifecycle())
                    .isEqualTo(NodeGroup.Lifecycle.TERMINATING);
        }
    }

    @Test
    void settlesANoticeOnlyWhenTheMarkIsOnTheNode() {
        world.runningPod("web-1", LOST);
        tellOfSpotInterruption();
        world.cluster.forbidEdits();
        loop.runOnce();

        assertThat(feed.notices()).hasSize(1);
    }

    @Test
    void settlesNoticesOfMachinesThatAreGoneOrOfOthers() {
        tell("i-gone", Kind.SPOT, 120);
        tell("i-of-somebody-else", Kind.REBALANCE, 120);
        loop.runOnce();

        assertThat(feed.notices()).isEmpty();
        assertThat(world.cloud.calls()).isEmpty();
    }

    @Test
    void settlesANoticeThatIsLongOver() {
        world.runningPod("web-1", LOST);
        tell("i-kong-1", Kind.SPOT, -1000);
        loop.runOnce();

        assertThat(feed.notices()).isEmpty();
        assertThat(mark()).isEmpty();
    }

    @Test
    void keepsANoticeUntilTheInstanceHasANode() {
        world.cloud.resize("kong", 2);
        world.cloud.launch("kong", "i-kong-2");
        tell("i-kong-2", Kind.SPOT, 120);
        loop.runOnce();
        assertThat(feed.notices()).hasSize(1);

        world.register("kong-2");
        loop.runOnce();
        assertThat(feed.notices()).isEmpty();
        assertThat(world.cluster.node("kong-2").taint(Interruption.TAINT)).isPresent();
    }

    @Test
    void doesNothingTwiceForANoticeThatComesTwice() {
        fill();
        tellOfSpotInterruption();
        loop.runOnce();
        tellOfSpotInterruption();
        world.advance(Duration.ofSeconds(10));
        loop.runOnce();

        assertThat(feed.notices()).isEmpty();
        assertThat(world.cloud.calls()).containsExactly("setTargetSize kong 2");
    }

    @Test
    void seesItsMarkThoughCachesDoNotShowIt() {
        fill();
        tellOfSpotInterruption();
        world.cluster.freezeCaches();
        loop.runOnce();
        world.advance(Duration.ofSeconds(2));
        loop.runOnce();

        assertThat(world.cloud.calls()).containsExactly("setTargetSize kong 2");
    }

    @Test
    void doesNothingMoreWhereTheCloudWasFaster() {
        fill();
        tellOfSpotInterruption();
        loop.runOnce();
        world.cloud.take("kong", "i-kong-1");
        world.advance(Duration.ofSeconds(100));
        loop.runOnce();

        assertThat(world.cloud.calls()).containsExactly("setTargetSize kong 2");
        assertThat(world.cloud.target("kong")).isEqualTo(2);
    }

    @Test
    void leavesPodsToABudgetThatAllowsNone() {
        ObjectKey pod = world.runningPod("web-1", LOST);
        world.cloud.resize("kong", 2);
        world.launchMissing("kong");
        world.cluster.protect(pod);
        tellOfSpotInterruption();
        loop.runOnce();
        assertThat(world.cluster.evicted()).isEmpty();
        assertThat(loop.nextWakeup()).contains(Duration.ofSeconds(2));

        world.cluster.unprotect(pod);
        world.advance(Duration.ofSeconds(2));
        loop.runOnce();
        assertThat(world.cluster.evicted()).containsExactly(pod);
    }

    @Test
    void endsNoNodeOnWhichAPodIsThatNoWatchShowed() {
        world.cloud.resize("kong", 2);
        world.launchMissing("kong");
        tellOfSpotInterruption();
        world.cluster.freezeCaches();
        world.runningPod("unseen", LOST);
        loop.runOnce();

        assertThat(world.cloud.calls()).isEmpty();
    }

    @Test
    void freesANodeWhoseMachineWasNotTaken() {
        world.runningPod("web-1", LOST);
        tell("i-kong-1", Kind.REBALANCE, 3600);
        loop.runOnce();
        assertThat(mark()).isPresent();

        world.advance(Duration.ofSeconds(3600 + 901));
        loop.runOnce();
        assertThat(mark()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void letsEksFollowItsOwnRecommendations(Kind kind) {
        Node node = world.cluster.node(LOST);
        world.cluster.add(
                node.withLabels(new TreeMap<>(Map.of("eks.amazonaws.com/nodegroup", "kong"))));
        tell("i-kong-1", kind, 120);
        loop.runOnce();

        assertThat(mark().isPresent()).isEqualTo(kind != Kind.REBALANCE);
        assertThat(feed.notices()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"THROTTLED", "UNAVAILABLE"})
    void triesAgainToEndAMachine(CloudException.Category category) {
        world.cloud.resize("kong", 2);
        world.launchMissing("kong");
        tellOfSpotInterruption();
        world.cloud.refuse(category);
        loop.runOnce();
        world.cloud.stopRefusing();
        world.advance(Duration.ofSeconds(2));
        loop.runOnce();

        assertThat(world.cloud.calls()).containsExactly("end kong i-kong-1 REPLACED");
    }

    private void fill() {
        for (int number = 0; number < PODS; number++) {
            world.runningPod("web-" + number, LOST);
        }
    }

    private void tellOfSpotInterruption() {
        tell("i-kong-1", Kind.SPOT, 120);
    }

    private void tell(String instance, Kind kind, long inSeconds) {
        feed.tell(instance, new Interruption(kind, world.clock.instant().plusSeconds(inSeconds)));
    }

    private Optional<Interruption> mark() {
        return Interruption.of(world.cluster.node(LOST));
    }

    /** A node comes a minute after it was ordered. */
    private void playToTheEnd() {
        play(6);
        world.advance(Duration.ofSeconds(50));
        world.launchMissing("kong");
        play(20);
    }

    private void play(int loops) {
        for (int count = 0; count < loops; count++) {
            try {
                loop.runOnce();
            } catch (MortalPorts.Died _) {
                loop = process();
                loop.runOnce();
            }
            world.advance(Duration.ofSeconds(2));
            remake();
        }
    }

    /** Evicted pods are gone, and others of theirs run where there is room. */
    private void remake() {
        List<ObjectKey> gone =
                world.cluster.pods().stream()
                        .filter(pod -> pod.metadata().deletionTime().isPresent())
                        .map(Pod::key)
                        .toList();
        gone.forEach(world.cluster::removePod);
        if (world.cluster.nodes().size() > 1) {
            gone.forEach(_ -> world.runningPod("web-again-" + remade++, "kong-2"));
        }
    }

    private AutoscalerLoop process() {
        return process(ports());
    }

    private AutoscalerLoop process(Ports ports) {
        return new AutoscalerLoop(
                ports, EngineOptions.DEFAULT, world.reporter.memory(), world.clock);
    }

    private Ports ports() {
        return new Ports(world.cluster, world.cloud, feed, world.reporter, Leadership.UNCONTESTED);
    }
}

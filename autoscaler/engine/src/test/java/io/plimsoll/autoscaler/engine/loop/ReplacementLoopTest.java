package io.plimsoll.autoscaler.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions.Consolidation;
import io.plimsoll.autoscaler.engine.actuation.EngineOptions;
import io.plimsoll.autoscaler.engine.port.CloudException.Category;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.engine.world.MortalPorts;
import io.plimsoll.autoscaler.engine.world.World;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A node is replaced by a cheaper one: ordered first, drained when that is ready, ended then. */
class ReplacementLoopTest {
    private static final String MARK = "consolidation.plimsoll.io/replaced";
    private static final EngineOptions OPTIONS = options(Consolidation.REPLACE);

    /** More than a replacement makes. */
    private static final int MOST_CALLS = 40;

    private final World world =
            new World()
                    .group("dear", 0, 5, 1, new Price(400_000))
                    .group("cheap", 0, 5, 0, new Price(100_000));
    private AutoscalerLoop loop = world.newProcess(world.ports(), OPTIONS);
    private int podNumber = 1;
    private boolean cloudDelivers = true;

    @BeforeEach
    void anOldNodeWithAPod() {
        world.runningPod("web-" + podNumber, "dear-1");
        world.advance(Duration.ofHours(1));
    }

    @Test
    void marksThenOrdersThenDrainsThenEnds() {
        LoopReport first = loop.runOnce();
        assertThat(marked()).containsExactly("dear-1");
        assertThat(world.cloud.calls()).containsExactly("setTargetSize cheap 1");
        assertThat(first.outcomes())
                .anyMatch(outcome ->
                        outcome instanceof Outcome.Begun(var action)
                                && action instanceof Action.Replacement);
        assertThat(world.reporter.events())
                .anyMatch(event -> event.contains("Consolidation: marked the node to be replaced"));
        assertThat(world.cluster.evicted()).isEmpty();
        step();

        assertThat(replaced()).isTrue();
    }

    @Test
    void doesNothingElseWhileItWaits() {
        cloudDelivers = false;
        run(20);

        assertThat(world.cloud.calls()).containsExactly("setTargetSize cheap 1");
        assertThat(marked()).containsExactly("dear-1");
        assertThat(world.cluster.evicted()).isEmpty();
    }

    static Stream<Arguments> deaths() {
        return IntStream.rangeClosed(1, MOST_CALLS)
                .boxed()
                .flatMap(call -> Stream.of(Arguments.of(call, false), Arguments.of(call, true)));
    }

    @ParameterizedTest(name = "in call {0}, carried out: {1}")
    @MethodSource("deaths")
    void replacesTheNodeOnceWhereverAProcessEnds(int call, boolean carriedOut) {
        loop = world.newProcess(new MortalPorts(world.ports(), call, carriedOut).ports(), OPTIONS);

        assertThat(replaced()).isTrue();
        assertThat(world.cloud.calls())
                .containsExactly("setTargetSize cheap 1", "terminate dear i-dear-1");
    }

    @Test
    void takesTheMarkOffWhereTheGroupRefuses() {
        world.cloud.refuse("cheap", Category.CAPACITY_UNAVAILABLE);
        loop.runOnce();

        assertThat(marked()).isEmpty();
        assertThat(world.cloud.calls()).isEmpty();
    }

    @Test
    void ordersNothingWhereTheNodeCannotBeMarked() {
        world.cluster.forbidEdits();
        loop.runOnce();

        assertThat(world.cloud.calls()).isEmpty();
    }

    @Test
    void takesTheMarkOffWhereNothingComesInTime() {
        cloudDelivers = false;
        run(100);

        assertThat(marked()).isEmpty();
        assertThat(world.cloud.target("cheap")).isZero();
        assertThat(world.cloud.target("dear")).isEqualTo(1);
    }

    @Test
    void takesTheMarkOffWhereTheFlagIsOffNow() {
        loop.runOnce();
        loop = world.newProcess(world.ports(), options(Consolidation.OFF));
        loop.runOnce();

        assertThat(marked()).isEmpty();
    }

    @Test
    void waitsForItsCooldownAfterOneThatFailed() {
        world.cloud.refuse("cheap", Category.THROTTLED);
        loop.runOnce();
        world.advance(Duration.ofMinutes(9));
        LoopReport early = loop.runOnce();
        world.advance(Duration.ofMinutes(2));
        LoopReport late = loop.runOnce();

        assertThat(early.decision().replacements()).isEmpty();
        assertThat(late.decision().replacements()).hasSize(1);
    }

    private boolean replaced() {
        for (int loops = 0; loops < 200 && !isReplaced(); loops++) {
            run(1);
        }
        return isReplaced();
    }

    private boolean isReplaced() {
        return world.cloud.target("dear") == 0
                && world.cloud.target("cheap") == 1
                && marked().isEmpty()
                && world.cluster.nodes().stream()
                        .map(Node::name)
                        .toList()
                        .equals(List.of("cheap-1"))
                && pods("cheap-1") == 1;
    }

    private void run(int loops) {
        for (int number = 0; number < loops; number++) {
            try {
                loop.runOnce();
            } catch (MortalPorts.Died _) {
                loop = world.newProcess(world.ports(), OPTIONS);
            }
            step();
        }
    }

    private void step() {
        assertThat(podsOnEndingMachines()).isEmpty();
        world.advance(loop.nextWakeup().orElse(Duration.ofSeconds(10)));
        world.cluster.evicted().stream()
                .filter(pod ->
                        world.cluster.pods().stream().anyMatch(each -> each.key().equals(pod)))
                .toList()
                .forEach(pod -> {
                    world.cluster.removePod(pod);
                    podNumber++;
                    world.runningPod("web-" + podNumber, "cheap-1");
                });
        if (cloudDelivers) {
            world.launchMissing("cheap");
        }
        for (NodeGroup.Instance instance : world.cloud.group("dear").instances()) {
            if (instance.lifecycle() == NodeGroup.Lifecycle.TERMINATING) {
                world.cloud.forget("dear", instance.id());
                world.cluster.removeNode(instance.id().substring(2));
            }
        }
    }

    private List<String> podsOnEndingMachines() {
        return world.cloud.group("dear").instances().stream()
                .filter(instance -> instance.lifecycle() == NodeGroup.Lifecycle.TERMINATING)
                .map(instance -> instance.id().substring(2))
                .filter(node -> pods(node) > 0)
                .toList();
    }

    private long pods(String node) {
        return world.cluster.pods().stream()
                .map(Pod::spec)
                .filter(pod -> pod.nodeName().filter(node::equals).isPresent())
                .count();
    }

    private List<String> marked() {
        return world.cluster.nodes().stream()
                .filter(node -> node.taint(MARK).isPresent())
                .map(Node::name)
                .toList();
    }

    private static EngineOptions options(Consolidation mode) {
        AutoscalingOptions defaults = AutoscalingOptions.DEFAULT;
        return new EngineOptions(
                new AutoscalingOptions(
                        defaults.scaleUp(),
                        defaults.scaleDown()
                                .with(
                                        new ConsolidationOptions(
                                                mode,
                                                100,
                                                Duration.ofMinutes(10),
                                                Duration.ofMinutes(30))),
                        defaults.limits(),
                        defaults.health(),
                        defaults.taints()),
                EngineOptions.DEFAULT.removal(),
                EngineOptions.DEFAULT.statusObject());
    }
}

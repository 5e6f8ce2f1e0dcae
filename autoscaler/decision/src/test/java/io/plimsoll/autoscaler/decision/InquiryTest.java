package io.plimsoll.autoscaler.decision;

import static io.plimsoll.autoscaler.decision.world.Traits.aged;
import static io.plimsoll.autoscaler.decision.world.Traits.cpu;
import static io.plimsoll.autoscaler.decision.world.Traits.label;
import static io.plimsoll.autoscaler.decision.world.Traits.localVolume;
import static io.plimsoll.autoscaler.decision.world.Traits.max;
import static io.plimsoll.autoscaler.decision.world.Traits.notReady;
import static io.plimsoll.autoscaler.decision.world.Traits.onlyOn;
import static io.plimsoll.autoscaler.decision.world.Traits.priority;
import static io.plimsoll.autoscaler.decision.world.Traits.tainted;
import static io.plimsoll.autoscaler.decision.world.Traits.target;
import static io.plimsoll.autoscaler.decision.world.World.NOW;
import static io.plimsoll.autoscaler.decision.world.World.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.GroupAnswer;
import io.plimsoll.autoscaler.decision.answer.GroupAnswer.Obstacle;
import io.plimsoll.autoscaler.decision.answer.GroupAnswer.Shortage;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.world.Options;
import io.plimsoll.autoscaler.decision.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InquiryTest {

    @Test
    void shortageTellsWhatIsAskedWhatIsThereAndWhatDaemonSetsTake() {
        World world =
                cluster()
                        .group("app", cpu("2"))
                        .daemonSet("logs", cpu("300m"))
                        .pendingPod("web", cpu("1800m"));

        assertThat(obstacles(world, "web"))
                .singleElement()
                .satisfies(obstacle -> {
                    assertThat(obstacle.shortages())
                            .containsExactly(new Shortage("cpu", 1800, 2000, 300));
                    assertThat(obstacle.found())
                            .isEqualTo(
                                    "asks cpu 1.8; a new node has 2, DaemonSets take 0.3: 1.7 left");
                    assertThat(obstacle.change())
                            .isEqualTo("0.1 more cpu on a node, or a pod that asks at most 1.7");
                });
    }

    @Test
    void groupThatIsClosestComesFirstWithAllThatStandsInTheWay() {
        World world =
                cluster()
                        .group("a-far", cpu("1"), tainted("dedicated"))
                        .group("b-near", cpu("4"), label("disk", "hdd"))
                        .pendingPod("web", cpu("2"), onlyOn("disk", "ssd"));

        List<GroupAnswer> answers = inquire(world).groups(pod(world, "web"));

        assertThat(answers).extracting(GroupAnswer::nodeGroup).containsExactly("b-near", "a-far");
        assertThat(answers.getFirst().obstacles())
                .extracting(Obstacle::found)
                .containsExactly("asks disk=ssd; the node has disk=hdd");
        assertThat(answers.getLast().obstacles())
                .extracting(Obstacle::plugin)
                .containsExactly("TaintToleration", "NodeAffinity", "NodeResourcesFit");
    }

    @Test
    void groupThatMayNotGrowSaysWithWhichFigures() {
        World world = cluster().group("full", max(0)).pendingPod("web", cpu("1"));

        assertThat(obstacles(world, "web"))
                .extracting(Obstacle::found)
                .containsExactly("max node group size reached: desired 0 of at most 0");
    }

    @Test
    void unhealthyGroupAtItsMaximumSaysThatItsNodesAreNotReady() {
        World world =
                cluster()
                        .group("sick", cpu("2"), target(5), max(5))
                        .node("sick-1", notReady(Duration.ofHours(1)))
                        .pendingPod("web", cpu("1"));

        assertThat(obstacles(world, "web"))
                .extracting(Obstacle::found)
                .first()
                .isEqualTo("not ready for scale-up: 0 of 5 nodes are ready");
    }

    @Test
    void ignoredPodNamesTheFlagAndItsValue() {
        World world =
                cluster()
                        .group("app")
                        .pendingPod("low", cpu("1"), priority(-20))
                        .pendingPod("new", cpu("1"), aged(Duration.ofSeconds(20)))
                        .options(Options.newPodDelay(Duration.ofMinutes(1)));

        assertThat(whyOfPods(world))
                .containsExactly(
                        "priority -20 is below --expendable-pods-priority-cutoff=-10",
                        "it is 20 s old; --new-pod-scale-up-delay=60s");
    }

    @Test
    void waitingPodSaysWhichGroupWouldTakeItAndWhatIsOrderedBefore() {
        World world =
                cluster()
                        .group("app", cpu("2"), label("for", "app"))
                        .group("db", cpu("2"), label("for", "db"))
                        .pendingPods("many", 3, cpu("1"), onlyOn("for", "app"))
                        .pendingPod("other", cpu("1"), onlyOn("for", "db"))
                        .options(Options.expanders("most-pods"));

        assertThat(whyOfPods(world))
                .singleElement()
                .asString()
                .startsWith("db would take it; this loop orders app for other pods");
    }

    @Test
    void waitingPodOfAGroupThatIsThenFullSaysSo() {
        World world = cluster().group("spot", cpu("2"), max(1)).pendingPods("web", 2, cpu("2"));

        assertThat(whyOfPods(world))
                .containsExactly(
                        "spot would take it, but what this loop orders brings it to its maximum");
    }

    @Test
    void nodeWithoutPlaceForItsPodsNamesThePodAndTheRule() {
        World world =
                cluster()
                        .group("app", cpu("2"))
                        .node("n1")
                        .node("n2")
                        .pod("small", "n1", cpu("500m"))
                        .pod("large", "n2", cpu("1800m"));

        assertThat(whyOfNode(world, "n1"))
                .isEqualTo("pod default/small: NodeResourcesFit on 1 (n2: asks 0.5 cpu, 0.2 free)");
        assertThat(whyOfNode(world, "n2")).isEqualTo("--scale-down-utilization-threshold=0.5");
    }

    @Test
    void blockingPodSaysByWhatItBlocks() {
        World world =
                cluster()
                        .group("app", cpu("4"))
                        .node("n1")
                        .node("n2")
                        .pod("cache", "n1", cpu("100m"), localVolume("scratch"));

        assertThat(whyOfNode(world, "n1"))
                .isEqualTo("has a volume of the node, and --skip-nodes-with-local-storage=true");
    }

    @Test
    void saysInWhatGroupsDifferThatAreNotBalanced() {
        World world =
                cluster()
                        .group("a", cpu("2"), label("tier", "gold"))
                        .group("b", cpu("2"), label("tier", "iron"))
                        .pendingPods("web", 2, cpu("2"))
                        .options(Options.balanced());
        Inquiry inquiry = inquire(world);
        String chosen = inquiry.decision().scaleUps().getFirst().nodeGroup();

        assertThat(inquiry.unbalanced())
                .containsExactly(
                        chosen.equals("a")
                                ? Map.entry("b", "not balanced with a: label tier is gold and iron")
                                : Map.entry(
                                        "a", "not balanced with b: label tier is iron and gold"));
    }

    @Test
    void asksWithoutChangingWhatItAsksAbout() {
        World world = cluster().group("app", cpu("1")).pendingPod("web", cpu("4"));
        Inquiry inquiry = inquire(world);

        assertThat(inquiry.groups(pod(world, "web")))
                .isEqualTo(inquire(world).groups(pod(world, "web")));
        assertThat(world.decide()).isEqualTo(inquiry.decision());
    }

    private static Inquiry inquire(World world) {
        return new Inquiry(world.observe(), History.NONE, world.options(), NOW, world.decide());
    }

    private static Pod pod(World world, String name) {
        return inquire(world).pod(new ObjectKey("default", name)).orElseThrow();
    }

    private static List<Obstacle> obstacles(World world, String pod) {
        return inquire(world).groups(pod(world, pod)).getFirst().obstacles();
    }

    private static List<String> whyOfPods(World world) {
        Inquiry inquiry = inquire(world);
        return inquiry.decision().pods().stream()
                .filter(verdict -> !(verdict instanceof PodVerdict.TriggersScaleUp))
                .map(verdict -> inquiry.why(verdict).orElse(""))
                .toList();
    }

    private static String whyOfNode(World world, String node) {
        Inquiry inquiry = inquire(world);
        return inquiry.decision().nodes().stream()
                .filter(verdict -> verdict.node().equals(node))
                .map((NodeVerdict verdict) -> inquiry.why(verdict))
                .findFirst()
                .orElseThrow();
    }
}

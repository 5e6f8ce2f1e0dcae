package io.plimsoll.autoscaler.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.score.NodeScores;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeScoresTest {
    private final ClusterFixture cluster = new ClusterFixture();

    @Test
    void prefersTheEmptierNode() {
        cluster.node("a", 2000);
        cluster.node("b", 2000);
        cluster.ready("running", "a");

        assertThat(best("a", "b")).isEqualTo("b");
    }

    @Test
    void prefersTheNodeThatStaysEmptierInRelation() {
        cluster.node("small", 1000);
        cluster.node("large", 4000);

        assertThat(best("large", "small")).isEqualTo("large");
    }

    @Test
    void takesTheFirstByNameOfEquals() {
        cluster.node("b", 2000);
        cluster.node("a", 2000);

        assertThat(best("b", "a")).isEqualTo("a");
    }

    @Test
    void avoidsNodeThatIsAboutToGoUnlessItMust() {
        cluster.node(
                "leaving",
                4000,
                new Taint(
                        "DeletionCandidateOfClusterAutoscaler",
                        "1",
                        Taint.Effect.PREFER_NO_SCHEDULE));
        cluster.node("staying", 1000);

        assertThat(best("leaving", "staying")).isEqualTo("staying");
        assertThat(best("leaving")).isEqualTo("leaving");
    }

    @Test
    void knowsNoBestOfNone() {
        cluster.node("a", 2000);

        assertThat(scores().best(pod(), List.of())).isEmpty();
    }

    private String best(String... candidates) {
        return scores().best(pod(), List.of(candidates)).orElseThrow();
    }

    private NodeScores scores() {
        return new NodeScores(
                ClusterSnapshot.of(
                        new Cluster(
                                cluster.objects.nodes().stream().map(SimulatedNode::node).toList(),
                                cluster.objects.pods().stream().map(SimulatedPod::pod).toList())));
    }

    private static Pod pod() {
        return ClusterFixture.origin().template().pod();
    }
}

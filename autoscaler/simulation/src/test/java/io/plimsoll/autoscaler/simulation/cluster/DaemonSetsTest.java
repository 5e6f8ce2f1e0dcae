package io.plimsoll.autoscaler.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.simulation.spec.DaemonSetSpec;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DaemonSetsTest {
    private final ClusterFixture cluster = new ClusterFixture();

    @Test
    void makesOnePodForEachNode() {
        cluster.node("n1", 2000);
        cluster.node("n2", 2000);
        DaemonSets daemonSets = daemonSets(100);

        daemonSets.reconcile();
        daemonSets.reconcile();

        assertThat(cluster.objects.pods())
                .hasSize(2)
                .anyMatch(pod -> PinnedPods.nodes(pod).toList().contains("n1"))
                .anyMatch(pod -> PinnedPods.nodes(pod).toList().contains("n2"));
    }

    @Test
    void makesPodForNodeThatIsFull() {
        cluster.node("n1", 50);

        daemonSets(100).reconcile();

        assertThat(cluster.objects.pods()).hasSize(1);
    }

    @Test
    void reachesNodesThatAreCordonedOrNotReady() {
        cluster.objects.put(cluster.node("cordoned", 2000).cordoned(true));
        cluster.objects.put(cluster.node("new", 2000).unready(cluster.clock.instant()));

        daemonSets(100).reconcile();

        assertThat(cluster.objects.pods()).hasSize(2);
    }

    @Test
    void leavesNodesAloneWhoseTaintsItDoesNotTolerate() {
        cluster.node("n1", 2000, new Taint("only", "others", Taint.Effect.NO_SCHEDULE));

        daemonSets(100).reconcile();

        assertThat(cluster.objects.pods()).isEmpty();
    }

    @Test
    void showsTheAutoscalerWhatItWouldPutOnANewNode() {
        assertThat(daemonSets(100).workloads())
                .singleElement()
                .satisfies(workload ->
                        assertThat(workload.podTemplate())
                                .hasValueSatisfying(pod -> {
                                    assertThat(pod.isDaemon()).isTrue();
                                    assertThat(pod.spec().requests().milliCpu()).isEqualTo(100);
                                }));
    }

    private DaemonSets daemonSets(long milliCpu) {
        return new DaemonSets(
                List.of(
                        new DaemonSetSpec(
                                ClusterFixture.key("agent"),
                                ClusterFixture.template(Resources.ofPod(milliCpu, 0)))),
                cluster.objects,
                new PodFactory(cluster.clock, cluster.objects, new Random(1)));
    }
}

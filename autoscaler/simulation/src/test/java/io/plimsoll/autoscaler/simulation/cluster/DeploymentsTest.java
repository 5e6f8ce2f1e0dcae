package io.plimsoll.autoscaler.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.simulation.spec.DeploymentSpec;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeploymentsTest {
    private static final ObjectKey KONG = ClusterFixture.key("kong");
    private final ClusterFixture cluster = new ClusterFixture();
    private final Deployments deployments =
            new Deployments(
                    List.of(
                            new DeploymentSpec(
                                    KONG,
                                    ClusterFixture.template(Resources.ofPod(300, 300)),
                                    3,
                                    0)),
                    cluster.objects,
                    new PodFactory(cluster.clock, cluster.objects, new Random(1)),
                    cluster.kubelets);

    @Test
    void makesAsManyPodsAsAreWanted() {
        deployments.reconcile();
        deployments.reconcile();

        assertThat(deployments.pods(KONG))
                .hasSize(3)
                .allMatch(pod -> pod.key().name().matches("kong-[a-z0-9]{10}-[a-z0-9]{5}"));
    }

    @Test
    void replacesPodThatIsOnItsWayOut() {
        deployments.reconcile();
        start("n1", "n1", "n2");
        cluster.kubelets.delete(deployments.pods(KONG).getFirst().key(), Optional.empty());

        deployments.reconcile();

        assertThat(deployments.pods(KONG)).hasSize(4);
    }

    @Test
    void dropsPodsThatDoNotRunFirst() {
        deployments.reconcile();
        List<SimulatedPod> pods = deployments.pods(KONG);
        start("n1", "n2");

        deployments.scale(KONG, 2);
        deployments.reconcile();

        assertThat(deployments.pods(KONG))
                .extracting(SimulatedPod::key)
                .containsExactly(pods.get(0).key(), pods.get(1).key());
    }

    @Test
    void dropsPodsThatShareANodeBeforeThoseThatDoNot() {
        deployments.reconcile();
        start("n1", "n2", "n1");

        deployments.scale(KONG, 2);
        deployments.reconcile();

        assertThat(deployments.pods(KONG))
                .filteredOn(SimulatedPod::isTerminating)
                .singleElement()
                .matches(pod -> pod.isOn("n1"));
    }

    /** Makes the first pods ready on these nodes. */
    private void start(String... nodes) {
        List<SimulatedPod> pods = deployments.pods(KONG);
        for (int index = 0; index < nodes.length; index++) {
            cluster.objects.put(
                    pods.get(index)
                            .bound(nodes[index], cluster.clock.instant())
                            .running()
                            .ready(cluster.clock.instant()));
        }
    }
}

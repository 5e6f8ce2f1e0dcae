package io.plimsoll.autoscaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import io.plimsoll.autoscaler.engine.port.ClusterApiContract;
import io.plimsoll.autoscaler.engine.port.Leadership;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import io.plimsoll.autoscaler.engine.port.Reporter.ObjectReference;
import io.plimsoll.autoscaler.kubernetes.cache.ClusterWatches;
import io.plimsoll.autoscaler.kubernetes.cache.Wakeup;
import io.plimsoll.autoscaler.kubernetes.outage.Outages;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KubernetesClusterTest extends ClusterApiContract {
    private static final ObjectKey POD = new ObjectKey("default", "web-1");
    private static final Taint DOOMED = new Taint("doomed", "1", Taint.Effect.NO_SCHEDULE);

    private final MockApiServer server = new MockApiServer();
    private final Set<Wakeup> wakeups = ConcurrentHashMap.newKeySet();
    private final KubernetesCluster cluster =
            KubernetesCluster.start(
                    server.client(),
                    Leadership.UNCONTESTED,
                    wakeups::add,
                    new Outages(),
                    new ClusterWatches.Scope(Duration.ofSeconds(10), Optional.empty()));

    @AfterEach
    void stop() {
        cluster.close();
        server.close();
    }

    @Test
    void givesTheSameObservationWhileNothingChanges() {
        createNode("kong-1");
        awaitNode("kong-1", _ -> true);
        Cluster before = cluster.observe();

        assertThat(cluster.observe()).isSameAs(before);
        createNode("kong-2");
        awaitNode("kong-2", _ -> true);
        assertThat(cluster.observe()).isNotSameAs(before);
    }

    @Test
    void takesNoNoticeOfAHeartbeat() {
        createNode("kong-1");
        awaitNode("kong-1", _ -> true);
        Cluster before = cluster.observe();
        server.client()
                .nodes()
                .withName("kong-1")
                .edit(node ->
                        node.edit()
                                .editStatus()
                                .editFirstCondition()
                                .withLastHeartbeatTime("2026-01-01T00:00:00Z")
                                .endCondition()
                                .endStatus()
                                .build());
        createNode("kong-2");
        awaitNode("kong-2", _ -> true);

        assertThat(cluster.observe().nodes().getFirst()).isSameAs(before.nodes().getFirst());
    }

    @Test
    void wakesWhenANodeIsReadyAndWhenItIsGone() {
        createNode("kong-1");
        await().untilAsserted(() -> assertThat(wakeups).containsExactly(Wakeup.NODE_READY));

        server.client().nodes().withName("kong-1").delete();
        await().untilAsserted(() -> assertThat(wakeups).contains(Wakeup.NODE_GONE));
    }

    @Test
    void wakesWhenThePodCannotBeScheduled() {
        createPod(new ObjectKey("default", "placed"), "kong-1");
        server.createUnschedulablePod(POD);

        await().untilAsserted(() -> assertThat(wakeups).containsExactly(Wakeup.POD_UNSCHEDULABLE));
    }

    @Test
    void triesAgainWhenSomebodyElseChangedTheNodeFirst() {
        createNode("kong-1");
        Node seen = seen("kong-1", _ -> true);
        server.failNextUpdateOfNode("kong-1");
        cluster.edit(seen, NodeEdit.put(DOOMED));

        awaitNode("kong-1", node -> node.spec().taints().contains(DOOMED));
    }

    @Test
    void knowsTheUidsOfNodesAndPods() {
        createNode("kong-1");
        createPod(POD, "kong-1");
        awaitNode("kong-1", _ -> true);
        await().until(() -> cluster.observe().pods().size() == 1);

        assertThat(cluster.uid(new ObjectReference("Node", "", "kong-1")))
                .contains(server.client().nodes().withName("kong-1").get().getMetadata().getUid());
        assertThat(cluster.uid(new ObjectReference("Pod", "default", "web-1"))).isPresent();
        assertThat(cluster.uid(new ObjectReference("Pod", "default", "gone"))).isEmpty();
    }

    @Override
    protected ClusterApi cluster() {
        return cluster;
    }

    @Override
    protected void createNode(String name) {
        server.createNode(name);
    }

    @Override
    protected String createPod(ObjectKey pod, String node) {
        server.createPod(pod, node);
        return server.client()
                .pods()
                .inNamespace(pod.namespace())
                .withName(pod.name())
                .get()
                .getMetadata()
                .getUid();
    }

    @Override
    protected void forbidEviction(ObjectKey pod) {
        server.forbidEviction(pod);
    }

    @Override
    protected void awaitNode(String name, Predicate<Node> condition) {
        await().until(() ->
                cluster.observe().nodes().stream()
                        .filter(node -> node.name().equals(name))
                        .anyMatch(condition));
    }

    @Override
    protected void awaitLeaving(ObjectKey pod) {
        await().until(() -> cluster.observe().pods().isEmpty());
    }
}

package io.plimsoll.autoscaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.plimsoll.autoscaler.decision.model.ClusterView;
import io.plimsoll.autoscaler.decision.model.ClusterView.Hold;
import io.plimsoll.autoscaler.decision.model.ClusterView.Unreadable;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.engine.port.Leadership;
import io.plimsoll.autoscaler.kubernetes.cache.ClusterWatches;
import io.plimsoll.autoscaler.kubernetes.outage.Outages;
import io.plimsoll.testbed.FaultyProxy;
import io.plimsoll.testbed.FaultyProxy.Fault;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nothing that a watch brings, or fails to bring, ends it. */
class WatchFaultsTest {
    private static final String PODS = "/api/v1/pods?";
    private static final ObjectKey WEB = new ObjectKey("default", "web-1");
    private static final ObjectKey LATER = new ObjectKey("default", "later");
    private static final String ODD = "\"nodeName\":\"kong-1\",\"containers\":\"none\"";

    private final MockApiServer server = new MockApiServer();
    private final FaultyProxy proxy = FaultyProxy.to(server.uri());
    private final KubernetesClient client = MockApiServer.clientBy(proxy);
    private final KubernetesCluster cluster =
            KubernetesCluster.start(
                    client,
                    Leadership.UNCONTESTED,
                    _ -> {},
                    new Outages(),
                    new ClusterWatches.Scope(Duration.ofSeconds(10), Optional.empty()));

    @AfterEach
    void stop() {
        cluster.close();
        client.close();
        proxy.close();
        server.close();
    }

    @Test
    void goesOnAfterAPageOfAProxy() {
        inject("<html><body>502 Bad Gateway</body></html>");

        seesWhatComesLater();
    }

    @Test
    void goesOnAfterAnEventThatIsNone() {
        inject("{\"type\":\"ADDED\",\"object\":{\"kind\":\"Pod\"}}");

        seesWhatComesLater();
    }

    @Test
    void goesOnAfterAPodWithAFieldOfAnotherType() {
        inject(pod("web-1", ODD));

        await().until(() -> !view().unreadable().isEmpty());
        assertThat(view().unreadable())
                .containsExactly(
                        new Unreadable(
                                "Pod",
                                WEB,
                                new Hold(Optional.of("kong-1"), Optional.empty()),
                                "field spec.containers is of another type than it should be"));
        assertThat(view().unreadablePods()).containsEntry("kong-1", WEB);
        seesWhatComesLater();
    }

    @Test
    void namesTheInstanceThatAnUnreadableNodeHolds() {
        String node =
                """
                {"type":"ADDED","object":{"apiVersion":"v1","kind":"Node",
                 "metadata":{"name":"kong-9","resourceVersion":"900000"},
                 "spec":{"providerID":"aws:///eu-west-1a/i-9","taints":{"key":"odd"}}}}\
                """;
        inject(node, "/api/v1/nodes?");

        await().until(() -> !view().unreadableNodes().isEmpty());
        assertThat(view().heldInstances()).containsExactly("aws:///eu-west-1a/i-9");
        assertThat(view().problem())
                .isEqualTo(
                        "cannot read Node kong-9:"
                                + " field spec.taints is of another type than it should be");
    }

    @Test
    void readsAPodAgainWhenItCanBeRead() {
        server.createPod(WEB, "kong-1");
        await().until(() -> podCount() == 1);
        inject(pod("web-1", ODD));
        await().until(() -> podCount() == 0 && !view().unreadable().isEmpty());

        inject(pod("web-1", "\"nodeName\":\"kong-1\",\"containers\":[]"));
        await().until(() -> podCount() == 1 && view().unreadable().isEmpty());
    }

    @Test
    void goesOnAfterItsConnectionWasCut() {
        awaitWatch();
        proxy.cut();

        seesWhatComesLater();
    }

    @Test
    void goesOnWhenTheApiServerAnswersAgain() {
        awaitWatch();
        try (FaultyProxy.Rule _ =
                proxy.when(
                        request -> request.path().startsWith(PODS),
                        new Fault.Answer(503, "text/html", "<html>come back later</html>"))) {
            proxy.cut();
            long before = asked();
            await().until(() -> asked() > before + 3);
        }

        seesWhatComesLater();
    }

    @Test
    void asksAServerThatCutsEveryConnectionSeldomAndSeldomer() {
        awaitWatch();
        try (FaultyProxy.Rule _ = proxy.when(_ -> true, new Fault.Cut())) {
            proxy.cut();
            long before = asked();
            await().during(Duration.ofSeconds(4))
                    .atMost(Duration.ofSeconds(6))
                    .until(() -> asked() - before < 12);
        }
    }

    /** Touched until it is seen: between a list and its watch this server tells of nothing. */
    private void seesWhatComesLater() {
        server.createPod(LATER, "kong-1");
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    boolean seen =
                            cluster.observe().pods().stream()
                                    .anyMatch(pod -> pod.key().equals(LATER));
                    if (!seen) {
                        touch(LATER);
                    }
                    return seen;
                });
    }

    private void touch(ObjectKey pod) {
        server.client()
                .pods()
                .inNamespace(pod.namespace())
                .withName(pod.name())
                .edit(seen ->
                        seen.edit()
                                .editMetadata()
                                .addToLabels("touched", String.valueOf(System.nanoTime()))
                                .endMetadata()
                                .build());
    }

    /**
     * Until it has told something: one that is cut while its two sides agree on it ends unheard,
     * and is given up when it has been silent for too long.
     */
    private void awaitWatch() {
        inject(pod("told", "\"nodeName\":\"kong-1\",\"containers\":[]"));
        await().until(() -> podCount() == 1);
    }

    private void inject(String message) {
        inject(message, PODS);
    }

    private void inject(String message, String path) {
        await().until(() -> proxy.inject(request -> request.path().startsWith(path), message) == 1);
    }

    private static String pod(String name, String spec) {
        return """
        {"type":"ADDED","object":{"apiVersion":"v1","kind":"Pod",
         "metadata":{"namespace":"default","name":"%s","resourceVersion":"900000"},
         "spec":{%s},"status":{"phase":"Running"}}}\
        """
                .formatted(name, spec);
    }

    private long asked() {
        return proxy.seen().stream().filter(seen -> seen.request().path().startsWith(PODS)).count();
    }

    private int podCount() {
        return cluster.observe().pods().size();
    }

    private ClusterView view() {
        return cluster.observe().view();
    }
}

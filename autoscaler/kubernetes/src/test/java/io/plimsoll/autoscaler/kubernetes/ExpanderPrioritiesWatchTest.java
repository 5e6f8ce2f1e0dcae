package io.plimsoll.autoscaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.plimsoll.autoscaler.decision.model.ClusterView;
import io.plimsoll.autoscaler.engine.port.Leadership;
import io.plimsoll.autoscaler.kubernetes.cache.ClusterWatches;
import io.plimsoll.autoscaler.kubernetes.objects.ExpanderPriorityMap;
import io.plimsoll.autoscaler.kubernetes.outage.Outages;
import io.plimsoll.testbed.FaultyProxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExpanderPrioritiesWatchTest {
    private final MockApiServer server = new MockApiServer();
    private final FaultyProxy proxy = FaultyProxy.to(server.uri());
    private final KubernetesClient client = MockApiServer.clientBy(proxy);

    @AfterEach
    void stop() {
        client.close();
        proxy.close();
        server.close();
    }

    @Test
    void theFirstObservationHasThem() {
        server.client().resource(map("plimsoll", "10: [kong]")).create();

        try (KubernetesCluster cluster = start(Optional.of("plimsoll"))) {
            assertThat(patterns(cluster)).isEqualTo(Map.of(10, List.of("kong")));
        }
    }

    @Test
    void followsThemUntilTheyGo() {
        try (KubernetesCluster cluster = start(Optional.of("plimsoll"))) {
            assertThat(patterns(cluster)).isEmpty();
            server.client().resource(map("plimsoll", "10: [kong]")).create();
            await().until(() -> patterns(cluster).containsKey(10));
            server.client().resource(map("plimsoll", "20: [kong]")).update();
            await().until(() -> patterns(cluster).containsKey(20));

            server.client().resource(map("plimsoll", "")).delete();
            await().until(() -> patterns(cluster).isEmpty());
        }
    }

    @Test
    void anotherNamespacesAreNobodys() {
        server.client().resource(map("elsewhere", "10: [kong]")).create();

        try (KubernetesCluster cluster = start(Optional.of("plimsoll"))) {
            assertThat(patterns(cluster)).isEmpty();
        }
    }

    @Test
    void nobodyAsksForThemWhereNoExpanderDoes() {
        try (KubernetesCluster _ = start(Optional.empty())) {
            assertThat(proxy.seen())
                    .noneMatch(seen -> seen.request().path().contains("configmaps"));
        }
    }

    @Test
    void startsWithoutTheRightToReadThem() {
        proxy.when(
                request -> request.path().contains("configmaps"),
                new FaultyProxy.Fault.Answer(
                        403, "application/json", "{\"message\":\"configmaps is forbidden\"}"));

        try (KubernetesCluster cluster = start(Optional.of("plimsoll"))) {
            assertThat(patterns(cluster)).isEmpty();
            assertThat(cluster.observe().view()).isEqualTo(ClusterView.COMPLETE);
        }
    }

    private KubernetesCluster start(Optional<String> namespace) {
        return KubernetesCluster.start(
                client,
                Leadership.UNCONTESTED,
                _ -> {},
                new Outages(),
                new ClusterWatches.Scope(Duration.ofSeconds(10), namespace));
    }

    private static Map<Integer, List<String>> patterns(KubernetesCluster cluster) {
        return cluster.observe().expanderPriorities().patterns();
    }

    private static ConfigMap map(String namespace, String priorities) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(ExpanderPriorityMap.NAME)
                .endMetadata()
                .addToData("priorities", priorities)
                .build();
    }
}

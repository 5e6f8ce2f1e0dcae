package io.plimsoll.autoscaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.plimsoll.autoscaler.decision.model.Brake;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.engine.port.Leadership;
import io.plimsoll.autoscaler.kubernetes.cache.ClusterWatches;
import io.plimsoll.autoscaler.kubernetes.cache.Wakeup;
import io.plimsoll.autoscaler.kubernetes.objects.BrakeSwitch;
import io.plimsoll.autoscaler.kubernetes.outage.Outages;
import io.plimsoll.testbed.FaultyProxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrakeSwitchTest {
    private static final ObjectKey NAME = new ObjectKey("kube-system", "brakes");

    private final MockApiServer server = new MockApiServer();
    private final FaultyProxy proxy = FaultyProxy.to(server.uri());
    private final KubernetesClient client = MockApiServer.clientBy(proxy);
    private final List<Wakeup> wakeups = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        client.close();
        proxy.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    observe-only | true  | ConfigMap kube-system/brakes says observe-only: "true"
                    observe-only | True  | ConfigMap kube-system/brakes says observe-only: "true"
                    observe-only | yes   | ConfigMap kube-system/brakes says observe-only: "yes"; allowed: "true" or "false"
                    observe-only | ''    | ConfigMap kube-system/brakes says observe-only: ""; allowed: "true" or "false"
                    observeOnly  | false | ConfigMap kube-system/brakes has the key observeOnly; allowed: observe-only
                    """)
    void isPulledByWhatSaysSoAndByWhatNobodyUnderstands(String key, String value, String why) {
        assertThat(BrakeSwitch.read(map(Map.of(key, value)))).isEqualTo(new Brake.Pulled(why));
    }

    @Test
    void isReleasedWhereNothingIsSaidOrFalse() {
        assertThat(BrakeSwitch.read(map(Map.of()))).isEqualTo(Brake.RELEASED);
        assertThat(BrakeSwitch.read(map(Map.of("observe-only", "false"))))
                .isEqualTo(Brake.RELEASED);
    }

    @Test
    void followsTheConfigMapAndWakesTheLoop() {
        try (KubernetesCluster cluster = start(Optional.of(NAME))) {
            assertThat(cluster.observe().brake()).isEqualTo(Brake.RELEASED);
            server.client().resource(map(Map.of("observe-only", "true"))).create();
            await().until(() -> cluster.observe().brake() instanceof Brake.Pulled);
            assertThat(wakeups).contains(Wakeup.BRAKE);

            server.client().resource(map(Map.of())).delete();
            await().until(() -> cluster.observe().brake().equals(Brake.RELEASED));
        }
    }

    @Test
    void isPulledForWhoMayNotReadIt() {
        proxy.when(
                request -> request.path().contains("configmaps"),
                new FaultyProxy.Fault.Answer(
                        403, "application/json", "{\"message\":\"configmaps is forbidden\"}"));

        try (KubernetesCluster cluster = start(Optional.of(NAME))) {
            assertThat(cluster.observe().brake())
                    .isInstanceOfSatisfying(
                            Brake.Pulled.class,
                            pulled ->
                                    assertThat(pulled.why())
                                            .startsWith("the brakes cannot be read: ")
                                            .contains("configmaps is forbidden"));
        }
    }

    @Test
    void isNobodysWhereNoFlagNamesIt() {
        try (KubernetesCluster cluster = start(Optional.empty())) {
            assertThat(cluster.observe().brake()).isEqualTo(Brake.RELEASED);
            assertThat(proxy.seen())
                    .noneMatch(seen -> seen.request().path().contains("configmaps"));
        }
    }

    private KubernetesCluster start(Optional<ObjectKey> brakes) {
        return KubernetesCluster.start(
                client,
                Leadership.UNCONTESTED,
                wakeups::add,
                new Outages(),
                new ClusterWatches.Scope(Duration.ofSeconds(10), Optional.empty(), brakes));
    }

    private static ConfigMap map(Map<String, String> data) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(NAME.namespace())
                .withName(NAME.name())
                .endMetadata()
                .withData(data)
                .build();
    }
}

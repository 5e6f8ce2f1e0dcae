package io.plimsoll.autoscaler.kubernetes.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.plimsoll.autoscaler.kubernetes.MockApiServer;
import io.plimsoll.autoscaler.kubernetes.outage.Outages;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaderElectionTest {
    private static final LeaseOptions.Times QUICK =
            new LeaseOptions.Times(
                    Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofMillis(100));

    private final MockApiServer server = new MockApiServer();
    private final List<String> news = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void electsOneAndTheNextWhenItReleases() {
        LeaderElection first = stand("first");
        await().untilAsserted(() -> assertThat(news).containsExactly("first leads"));
        try (LeaderElection second = stand("second")) {
            assertThat(lease().getSpec().getHolderIdentity()).isEqualTo("first");
            first.close();

            await().untilAsserted(
                            () -> assertThat(news).containsExactly("first leads", "second leads"));
            assertThat(second).isNotNull();
        }
        assertThat(lease().getSpec().getHolderIdentity()).isEmpty();
    }

    @Test
    void renewsTheLease() {
        try (LeaderElection election = stand("only")) {
            await().until(() -> lease() != null);
            String first = lease().getMetadata().getResourceVersion();
            await().until(() -> !lease().getMetadata().getResourceVersion().equals(first));

            assertThat(election).isNotNull();
            assertThat(news).containsExactly("only leads");
        }
    }

    @Test
    void losesTheLeaseThatSomebodyElseTook() {
        try (LeaderElection election = stand("first")) {
            await().until(() -> news.contains("first leads"));
            server.client()
                    .leases()
                    .inNamespace("kube-system")
                    .withName("cluster-autoscaler")
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"spec\":{\"holderIdentity\":\"thief\"}}");

            await().untilAsserted(() ->
                    assertThat(news)
                            .containsExactly(
                                    "first leads", "first lost: thief holds the Lease now"));
            assertThat(election).isNotNull();
        }
        assertThat(news).hasSize(2);
    }

    private LeaderElection stand(String identity) {
        return LeaderElection.start(
                server.client(),
                new LeaseOptions("kube-system", "cluster-autoscaler", identity, QUICK),
                new LeaderElection.Events(
                        _ -> news.add(identity + " leads"),
                        why -> news.add(identity + " lost: " + why),
                        new Outages()));
    }

    private Lease lease() {
        return server.client()
                .leases()
                .inNamespace("kube-system")
                .withName("cluster-autoscaler")
                .get();
    }
}

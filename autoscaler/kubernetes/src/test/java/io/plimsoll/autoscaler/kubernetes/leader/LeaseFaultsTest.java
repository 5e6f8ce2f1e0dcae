package io.plimsoll.autoscaler.kubernetes.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.plimsoll.autoscaler.kubernetes.MockApiServer;
import io.plimsoll.autoscaler.kubernetes.outage.Outages;
import io.plimsoll.testbed.FaultyProxy;
import io.plimsoll.testbed.FaultyProxy.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody acts while another may: whatever happens to the requests for the Lease. */
class LeaseFaultsTest {
    private static final LeaseOptions.Times TIMES =
            new LeaseOptions.Times(
                    Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofMillis(200));
    private static final Duration WRITE = Duration.ofMillis(500);

    private final MockApiServer server = new MockApiServer();
    private final FaultyProxy proxy = FaultyProxy.to(server.uri());
    private final KubernetesClient client = client();
    private final List<String> news = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        client.close();
        proxy.close();
        server.close();
    }

    @Test
    void aLeaderWhoseConnectionHangsActsNoMoreBeforeAnotherMay() {
        try (LeaderElection first = stand("first", client)) {
            await().until(() -> first.holdsFor(WRITE));
            try (LeaderElection second = stand("second", server.client())) {
                proxy.hang();

                await().until(() -> !first.holdsFor(Duration.ZERO));
                assertThat(second.holdsFor(Duration.ZERO)).isFalse();
                await().untilAsserted(() ->
                        assertThat(news)
                                .startsWith(
                                        "first leads",
                                        "first lost: the Lease was not renewed within 2s"));
                await().until(() -> second.holdsFor(WRITE));
                assertThat(first.holdsFor(Duration.ZERO)).isFalse();
                proxy.resume();
                await().pollDelay(Duration.ofMillis(500)).until(() -> second.holdsFor(WRITE));
                assertThat(first.holdsFor(Duration.ZERO)).isFalse();
            }
        }
    }

    @Test
    void aLeaderThatIsRefusedActsNoMoreAfterItsDeadline() {
        try (LeaderElection election = stand("first", client)) {
            await().until(() -> election.holdsFor(WRITE));
            proxy.when(
                    request -> request.path().contains("/leases"),
                    new Fault.Answer(500, "text/html", "<html>no</html>"));

            await().until(() -> news.size() == 2);
            assertThat(election.holdsFor(Duration.ZERO)).isFalse();
            assertThat(news).endsWith("first lost: the Lease was not renewed within 2s");
        }
    }

    @Test
    void aRequestOrTwoThatFailAreNoLoss() {
        try (LeaderElection election = stand("first", client)) {
            await().until(() -> election.holdsFor(WRITE));
            try (FaultyProxy.Rule _ =
                    proxy.when(request -> request.path().contains("/leases"), new Fault.Cut())) {
                long asked = proxy.seen().size();
                await().until(() -> proxy.seen().size() > asked + 1);
            }
            await().until(() -> election.holdsFor(TIMES.lease().minus(WRITE)));

            assertThat(news).containsExactly("first leads");
        }
    }

    @Test
    void whatTakesLongerThanIsLeftOfTheLeaseIsNotBegun() {
        try (LeaderElection election = stand("first", client)) {
            await().until(() -> election.holdsFor(WRITE));

            assertThat(election.holdsFor(TIMES.lease())).isFalse();
        }
    }

    @Test
    void aCandidateWaitsForTheDurationThatTheHolderWrote() {
        try (LeaderElection first = stand("first", client)) {
            await().until(() -> first.holdsFor(WRITE));
            LeaseOptions hasty =
                    new LeaseOptions(
                            "kube-system",
                            "cluster-autoscaler",
                            "hasty",
                            new LeaseOptions.Times(
                                    Duration.ofMillis(300),
                                    Duration.ofMillis(200),
                                    Duration.ofMillis(50)));
            try (LeaderElection second =
                    LeaderElection.start(
                            server.client(),
                            hasty,
                            new LeaderElection.Events(_ -> {}, _ -> {}, new Outages()))) {
                proxy.hang();
                await().until(() -> !first.holdsFor(Duration.ZERO));

                assertThat(second.holdsFor(Duration.ZERO)).isFalse();
            }
        }
    }

    private LeaderElection stand(String identity, KubernetesClient by) {
        return LeaderElection.start(
                by,
                new LeaseOptions("kube-system", "cluster-autoscaler", identity, TIMES),
                new LeaderElection.Events(
                        _ -> news.add(identity + " leads"),
                        why -> news.add(identity + " lost: " + why),
                        new Outages()));
    }

    private KubernetesClient client() {
        return MockApiServer.clientBy(proxy);
    }
}

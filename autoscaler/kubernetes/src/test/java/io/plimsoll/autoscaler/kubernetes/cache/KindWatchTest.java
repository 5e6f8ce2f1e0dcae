package io.plimsoll.autoscaler.kubernetes.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.kubernetes.MockApiServer;
import io.plimsoll.autoscaler.kubernetes.outage.Outages;
import io.plimsoll.testbed.FaultyProxy;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KindWatchTest {
    private static final KindWatch.Times SHORT =
            new KindWatch.Times(Duration.ofSeconds(1), Duration.ofMillis(200));

    private final MockApiServer server = new MockApiServer();
    private final FaultyProxy proxy = FaultyProxy.to(server.uri());
    private final KubernetesClient client = MockApiServer.clientBy(proxy);
    private final ClusterCache cache = new ClusterCache(_ -> {});
    private final KindWatch watch =
            new KindWatch(
                    "pods",
                    new ApiRequests(client, "/api/v1/pods", ""),
                    cache.pods,
                    new Outages(),
                    SHORT);

    @AfterEach
    void stop() {
        watch.close();
        client.close();
        proxy.close();
        server.close();
    }

    @Test
    void saysSinceWhenAHungConnectionIsSilent() {
        watch.start();
        await().until(() -> watch.listed().isDone());
        assertThat(watch.silentSince()).isEmpty();
        proxy.hang();

        await().until(() -> watch.silentSince().isPresent());
        proxy.resume();
        await().atMost(Duration.ofSeconds(40)).until(() -> watch.silentSince().isEmpty());
    }

    @Test
    void leavesAHungWatchForAnother() {
        watch.start();
        await().until(() -> connections() > 0);
        long before = asked();

        await().until(() -> asked() > before + 1);
        assertThat(watch.silentSince()).isEmpty();
    }

    @Test
    void forgetsWhatWasDeletedWhileItCouldNotSee() {
        ObjectKey pod = new ObjectKey("default", "web-1");
        server.createPod(pod, "kong-1");
        watch.start();
        await().until(() -> cache.pod(pod).isPresent());
        proxy.hang();
        server.client().pods().inNamespace("default").withName("web-1").delete();
        proxy.cut();
        proxy.resume();

        await().atMost(Duration.ofSeconds(40)).until(() -> cache.pod(pod).isEmpty());
    }

    private long asked() {
        return proxy.seen().stream()
                .filter(seen -> seen.request().path().contains("watch=true"))
                .count();
    }

    private int connections() {
        return proxy.inject(
                _ -> true,
                "{\"type\":\"BOOKMARK\",\"object\":{\"metadata\":{\"resourceVersion\":\"1\"}}}");
    }
}

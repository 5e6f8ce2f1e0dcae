package io.plimsoll.autoscaler.kubernetes;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.testbed.FaultyProxy;
import java.net.URI;
import java.util.HashMap;

/**
 * The library's mock server: keeps objects, tells watches, refuses stale updates. It knows nothing
 * of admission, finalizers or rights.
 */
public final class MockApiServer implements AutoCloseable {
    private final EvictingDispatcher dispatcher = new EvictingDispatcher();
    private final KubernetesMockServer server =
            new KubernetesMockServer(
                    new Context(), new MockWebServer(), new HashMap<>(), dispatcher, false);
    private final KubernetesClient client;

    public MockApiServer() {
        server.init();
        client = server.createClient();
    }

    public KubernetesClient client() {
        return client;
    }

    /** One that asks by way of a proxy. */
    public static KubernetesClient clientBy(FaultyProxy proxy) {
        return new KubernetesClientBuilder()
                .withConfig(
                        new ConfigBuilder()
                                .withMasterUrl(proxy.uri().toString())
                                .withHttp2Disable(true)
                                .build())
                .build();
    }

    public URI uri() {
        return URI.create(client.getMasterUrl().toString());
    }

    public void createNode(String name) {
        client.resource(
                        new NodeBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .withNewSpec()
                                .withProviderID("aws:///eu-west-1a/i-" + name)
                                .endSpec()
                                .withNewStatus()
                                .addNewCondition()
                                .withType("Ready")
                                .withStatus("True")
                                .endCondition()
                                .endStatus()
                                .build())
                .create();
    }

    public void createPod(ObjectKey pod, String node) {
        client.resource(pod(pod).editSpec().withNodeName(node).endSpec().build()).create();
    }

    public void createUnschedulablePod(ObjectKey pod) {
        client.resource(
                        pod(pod).editStatus()
                                .withPhase("Pending")
                                .addNewCondition()
                                .withType("PodScheduled")
                                .withStatus("False")
                                .withReason("Unschedulable")
                                .endCondition()
                                .endStatus()
                                .build())
                .create();
    }

    private static PodBuilder pod(ObjectKey pod) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(pod.namespace())
                .withName(pod.name())
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("web")
                .addNewEnv()
                .withName("BULK")
                .endEnv()
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .endStatus();
    }

    public void forbidEviction(ObjectKey pod) {
        dispatcher.protect("/api/v1/namespaces/%s/pods/%s".formatted(pod.namespace(), pod.name()));
    }

    public void failNextUpdateOfNode(String name) {
        dispatcher.failNextUpdate("/api/v1/nodes/" + name);
    }

    @Override
    public void close() {
        client.close();
        try {
            server.destroy();
        } catch (IllegalStateException _) {
            // It waits ten seconds for a WebSocket that was just being opened; nobody asks it any
            // more.
        }
    }
}

package io.plimsoll.autoscaler.kubernetes;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import io.plimsoll.autoscaler.engine.port.ClusterException;
import io.plimsoll.autoscaler.engine.port.Reporter.ObjectReference;
import io.plimsoll.autoscaler.kubernetes.cache.ClusterCache;
import io.plimsoll.autoscaler.kubernetes.cache.ClusterWatches;
import io.plimsoll.autoscaler.kubernetes.cache.Wakeup;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A Kubernetes API server, watched from {@link #start} until {@link #close}. */
public final class KubernetesCluster implements ClusterApi, AutoCloseable {
    private final ClusterCache cache;
    private final ClusterWatches watches;
    private final NodeEdits nodes;
    private final KubernetesClient onceClient;

    private KubernetesCluster(KubernetesClient client, ClusterCache cache, ClusterWatches watches) {
        this.cache = cache;
        this.watches = watches;
        this.nodes = new NodeEdits(client);
        this.onceClient = withoutRetries(client);
    }

    /**
     * Watches the cluster; returns when everything has been listed once.
     *
     * @param client stays the caller's, who closes it after this
     * @param wakeups is called on threads of the client and must not block
     * @throws ClusterException naming what could not be listed within {@code timeout}
     */
    public static KubernetesCluster start(
            KubernetesClient client, Consumer<Wakeup> wakeups, Duration timeout) {
        ClusterCache cache = new ClusterCache(wakeups);
        return new KubernetesCluster(client, cache, ClusterWatches.start(client, cache, timeout));
    }

    @Override
    public Cluster observe() {
        return cache.cluster();
    }

    @Override
    public void taint(String node, Taint taint) {
        io.fabric8.kubernetes.api.model.Taint added = new io.fabric8.kubernetes.api.model.Taint();
        added.setKey(taint.key());
        added.setValue(taint.value().isEmpty() ? null : taint.value());
        added.setEffect(taint.effect().kubernetesName());
        change("taint node " + node, () -> nodes.putTaint(node, added));
    }

    @Override
    public void untaint(String node, String taintKey) {
        change("untaint node " + node, () -> nodes.removeTaints(node, taintKey));
    }

    @Override
    public void setUnschedulable(String node, boolean unschedulable) {
        String action = (unschedulable ? "cordon node " : "uncordon node ") + node;
        change(action, () -> nodes.setUnschedulable(node, unschedulable));
    }

    @Override
    public Eviction evict(ObjectKey pod, Duration gracePeriod) {
        return call("evict pod " + pod, () -> evictOnce(pod, gracePeriod));
    }

    /** Of a node or pod that is known, for events about it. */
    public Optional<String> uid(ObjectReference object) {
        return switch (object.kind()) {
            case "Node" -> cache.node(object.name()).map(node -> node.metadata().uid());
            case "Pod" ->
                    cache.pod(new ObjectKey(object.namespace(), object.name()))
                            .map(pod -> pod.metadata().uid());
            default -> Optional.empty();
        };
    }

    @Override
    public void close() {
        watches.close();
    }

    private Eviction evictOnce(ObjectKey pod, Duration gracePeriod) {
        try {
            boolean accepted =
                    onceClient
                            .pods()
                            .inNamespace(pod.namespace())
                            .withName(pod.name())
                            .evict(eviction(pod, gracePeriod));
            return accepted ? Eviction.ACCEPTED : Eviction.BLOCKED_BY_BUDGET;
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Eviction.NOT_FOUND;
            }
            throw refused;
        }
    }

    private static io.fabric8.kubernetes.api.model.policy.v1.Eviction eviction(
            ObjectKey pod, Duration gracePeriod) {
        return new EvictionBuilder()
                .withNewMetadata()
                .withNamespace(pod.namespace())
                .withName(pod.name())
                .endMetadata()
                .withDeleteOptions(
                        new DeleteOptionsBuilder()
                                .withGracePeriodSeconds(gracePeriod.toSeconds())
                                .build())
                .build();
    }

    /** The client would take a budget's 429 for overload and ask ten times, for 19 seconds. */
    private static KubernetesClient withoutRetries(KubernetesClient client) {
        RequestConfig once =
                new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                        .withRequestRetryBackoffLimit(0)
                        .build();
        return client.newClient(once).adapt(KubernetesClient.class);
    }

    private static void change(String action, Runnable change) {
        call(
                action,
                () -> {
                    change.run();
                    return action;
                });
    }

    private static <T> T call(String action, Supplier<T> call) {
        try {
            return call.get();
        } catch (KubernetesClientException failure) {
            throw new ClusterException(
                    "Cannot %s: %s".formatted(action, failure.getMessage()), failure);
        }
    }
}

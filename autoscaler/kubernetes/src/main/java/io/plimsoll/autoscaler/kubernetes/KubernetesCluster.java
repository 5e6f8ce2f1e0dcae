package io.plimsoll.autoscaler.kubernetes;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import io.plimsoll.autoscaler.engine.port.ClusterException;
import io.plimsoll.autoscaler.engine.port.Leadership;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import io.plimsoll.autoscaler.engine.port.NotLeadingException;
import io.plimsoll.autoscaler.engine.port.Reporter.ObjectReference;
import io.plimsoll.autoscaler.engine.port.WhileLeading;
import io.plimsoll.autoscaler.kubernetes.cache.ClusterCache;
import io.plimsoll.autoscaler.kubernetes.cache.ClusterWatches;
import io.plimsoll.autoscaler.kubernetes.cache.Wakeup;
import io.plimsoll.autoscaler.kubernetes.objects.PodConverter;
import io.plimsoll.autoscaler.kubernetes.objects.PriorityClasses;
import io.plimsoll.autoscaler.kubernetes.objects.WrongObjectException;
import io.plimsoll.autoscaler.kubernetes.outage.Outages;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A Kubernetes API server, watched from {@link #start} until {@link #close}. */
public final class KubernetesCluster implements ClusterApi, AutoCloseable {
    private static final PodConverter POD_CONVERTER = new PodConverter(PriorityClasses.BUILT_IN);

    private final ClusterCache cache;
    private final ClusterWatches watches;
    private final NodeEdits nodes;
    private final KubernetesClient onceClient;
    private final Leadership leadership;

    private KubernetesCluster(
            KubernetesClient client,
            Leadership leadership,
            ClusterCache cache,
            ClusterWatches watches) {
        this.cache = cache;
        this.watches = watches;
        this.onceClient = withoutRetries(client);
        this.leadership = leadership;
        this.nodes = new NodeEdits(onceClient, leadership);
    }

    /**
     * Watches the cluster; returns when everything has been listed once.
     *
     * @param client stays the caller's, who closes it after this
     * @param leadership is asked for before each request that writes
     * @param wakeups is called on threads of the watches and must not block
     * @throws ClusterException naming what could not be listed in the scope's time
     */
    public static KubernetesCluster start(
            KubernetesClient client,
            Leadership leadership,
            Consumer<Wakeup> wakeups,
            Outages outages,
            ClusterWatches.Scope scope) {
        ClusterCache cache = new ClusterCache(wakeups);
        return new KubernetesCluster(
                client, leadership, cache, ClusterWatches.start(client, cache, outages, scope));
    }

    @Override
    public Cluster observe() {
        return cache.cluster(watches.unseen());
    }

    @Override
    public List<Pod> podsOn(String node) {
        return call("list the pods of node " + node, () -> listed(node));
    }

    private List<Pod> listed(String node) {
        try {
            return onceClient
                    .pods()
                    .inAnyNamespace()
                    .withField("spec.nodeName", node)
                    .list()
                    .getItems()
                    .stream()
                    .map(POD_CONVERTER::convert)
                    .toList();
        } catch (WrongObjectException unreadable) {
            throw new ClusterException(
                    ClusterException.Category.UNAVAILABLE,
                    "Cannot read a pod of node %s: %s".formatted(node, unreadable.getMessage()),
                    unreadable);
        }
    }

    @Override
    public void edit(Node seen, NodeEdit edit) {
        call(
                "edit node " + seen.name(),
                () -> {
                    nodes.edit(seen, edit);
                    return seen;
                });
    }

    @Override
    public Eviction evict(ObjectKey pod, String uid, Duration gracePeriod) {
        return call("evict pod " + pod, () -> evictOnce(pod, uid, gracePeriod));
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

    private Eviction evictOnce(ObjectKey pod, String uid, Duration gracePeriod) {
        if (!leadership.holdsFor(WhileLeading.LONGEST_WRITE)) {
            throw new NotLeadingException("eviction of " + pod);
        }
        try {
            boolean accepted =
                    onceClient
                            .pods()
                            .inNamespace(pod.namespace())
                            .withName(pod.name())
                            .evict(eviction(pod, uid, gracePeriod));
            return accepted ? Eviction.ACCEPTED : Eviction.BLOCKED_BY_BUDGET;
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND
                    || refused.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return Eviction.NOT_FOUND;
            }
            throw refused;
        }
    }

    private static io.fabric8.kubernetes.api.model.policy.v1.Eviction eviction(
            ObjectKey pod, String uid, Duration gracePeriod) {
        return new EvictionBuilder()
                .withNewMetadata()
                .withNamespace(pod.namespace())
                .withName(pod.name())
                .endMetadata()
                .withDeleteOptions(
                        new DeleteOptionsBuilder()
                                .withGracePeriodSeconds(gracePeriod.toSeconds())
                                .withNewPreconditions()
                                .withUid(uid)
                                .endPreconditions()
                                .build())
                .build();
    }

    /**
     * The client would take a budget's 429 for overload and ask ten times, for 19 seconds; and it
     * would write again without asking for leadership.
     */
    private static KubernetesClient withoutRetries(KubernetesClient client) {
        RequestConfig once =
                new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                        .withRequestTimeout((int) WhileLeading.LONGEST_WRITE.toMillis())
                        .withRequestRetryBackoffLimit(0)
                        .build();
        return client.newClient(once).adapt(KubernetesClient.class);
    }

    private static <T> T call(String action, Supplier<T> call) {
        try {
            return call.get();
        } catch (KubernetesClientException failure) {
            throw new ClusterException(
                    failure.getCode() == HttpURLConnection.HTTP_FORBIDDEN
                            ? ClusterException.Category.FORBIDDEN
                            : ClusterException.Category.UNAVAILABLE,
                    "Cannot %s: %s".formatted(action, failure.getMessage()),
                    failure);
        }
    }
}

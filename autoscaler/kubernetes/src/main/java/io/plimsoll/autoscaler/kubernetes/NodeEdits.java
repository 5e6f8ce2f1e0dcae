package io.plimsoll.autoscaler.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Changes of a node's spec: read, change, write back what was read and nothing newer; over again
 * when somebody else was faster. By update rather than patch, because that is what Cluster
 * Autoscaler's roles allow.
 */
final class NodeEdits {
    /** Each takes milliseconds, and nobody writes one node for long without a pause. */
    private static final int MAX_TRIES = 50;

    private final KubernetesClient client;

    NodeEdits(KubernetesClient client) {
        this.client = client;
    }

    void putTaint(String node, io.fabric8.kubernetes.api.model.Taint taint) {
        edit(
                node,
                old -> {
                    List<io.fabric8.kubernetes.api.model.Taint> taints =
                            new ArrayList<>(old.getSpec().getTaints());
                    taints.removeIf(other ->
                            other.getKey().equals(taint.getKey())
                                    && other.getEffect().equals(taint.getEffect()));
                    taints.add(taint);
                    return new NodeBuilder(old).editSpec().withTaints(taints).endSpec().build();
                });
    }

    void removeTaints(String node, String key) {
        edit(
                node,
                old -> {
                    List<io.fabric8.kubernetes.api.model.Taint> taints =
                            old.getSpec().getTaints().stream()
                                    .filter(taint -> !taint.getKey().equals(key))
                                    .toList();
                    return new NodeBuilder(old).editSpec().withTaints(taints).endSpec().build();
                });
    }

    void setUnschedulable(String node, boolean unschedulable) {
        edit(
                node,
                old ->
                        unschedulable == Boolean.TRUE.equals(old.getSpec().getUnschedulable())
                                ? old
                                : new NodeBuilder(old)
                                        .editSpec()
                                        .withUnschedulable(unschedulable ? true : null)
                                        .endSpec()
                                        .build());
    }

    private void edit(String name, UnaryOperator<Node> change) {
        for (int attempt = 1; ; attempt++) {
            Node old = client.nodes().withName(name).get();
            if (old == null) {
                return;
            }
            Node changed = change.apply(old);
            if (changed.equals(old)) {
                return;
            }
            try {
                client.resource(changed).update();
                return;
            } catch (KubernetesClientException refused) {
                boolean raced = refused.getCode() == HttpURLConnection.HTTP_CONFLICT;
                if (!raced || attempt == MAX_TRIES) {
                    throw refused;
                }
            }
        }
    }
}

package io.plimsoll.autoscaler.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.engine.port.ClusterException;
import io.plimsoll.autoscaler.engine.port.ClusterException.Category;
import io.plimsoll.autoscaler.engine.port.Leadership;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import io.plimsoll.autoscaler.engine.port.NotLeadingException;
import io.plimsoll.autoscaler.engine.port.WhileLeading;
import io.plimsoll.autoscaler.kubernetes.cache.Backoff;
import io.plimsoll.autoscaler.kubernetes.objects.NodeConverter;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Changes of a node's spec: read, change, write back what was read and nothing newer; over again
 * when somebody else was faster. By update rather than patch, because that is what Cluster
 * Autoscaler's roles allow.
 */
final class NodeEdits {
    /** Nobody writes one node for long without a pause. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final KubernetesClient client;
    private final Leadership leadership;

    /**
     * @param client makes each request once
     */
    NodeEdits(KubernetesClient client, Leadership leadership) {
        this.client = client;
        this.leadership = leadership;
    }

    /**
     * @throws ClusterException when the node is not as it was seen
     */
    void edit(io.plimsoll.autoscaler.decision.model.Node seen, NodeEdit edit) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        Backoff backoff = new Backoff(Duration.ofMillis(10), Duration.ofSeconds(1));
        while (true) {
            Optional<Node> changed = changed(seen, edit);
            if (changed.isEmpty()) {
                return;
            }
            if (!leadership.holdsFor(WhileLeading.LONGEST_WRITE)) {
                throw new NotLeadingException("edit of node " + seen.name());
            }
            try {
                client.resource(changed.get()).update();
                return;
            } catch (KubernetesClientException refused) {
                boolean raced = refused.getCode() == HttpURLConnection.HTTP_CONFLICT;
                if (!raced || System.nanoTime() > deadline) {
                    throw refused;
                }
            }
            pause(backoff.next());
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new KubernetesClientException("interrupted");
        }
    }

    /** Empty when there is nothing to write. */
    private Optional<Node> changed(io.plimsoll.autoscaler.decision.model.Node seen, NodeEdit edit) {
        Node old = client.nodes().withName(seen.name()).get();
        if (old == null) {
            if (edit.put().isEmpty()) {
                return Optional.empty();
            }
            throw new ClusterException(Category.CHANGED, "node %s is gone".formatted(seen.name()));
        }
        io.plimsoll.autoscaler.decision.model.Node now = NodeConverter.convert(old);
        io.plimsoll.autoscaler.decision.model.Node wanted = edit.of(now);
        if (wanted.equals(now)) {
            return Optional.empty();
        }
        if (!edit.isExpected(seen, now)) {
            throw new ClusterException(
                    Category.CHANGED, "node %s is not as it was seen".formatted(seen.name()));
        }
        return Optional.of(
                new NodeBuilder(old)
                        .editSpec()
                        .withTaints(taints(old.getSpec().getTaints(), wanted.spec().taints()))
                        .withUnschedulable(wanted.spec().unschedulable() ? true : null)
                        .endSpec()
                        .build());
    }

    /** Taints that stay keep what only the API knows of them. */
    private static List<io.fabric8.kubernetes.api.model.Taint> taints(
            List<io.fabric8.kubernetes.api.model.Taint> old, List<Taint> wanted) {
        return wanted.stream()
                .map(taint ->
                        old.stream()
                                .filter(other -> isSame(taint, other))
                                .findFirst()
                                .orElseGet(() -> written(taint)))
                .toList();
    }

    private static boolean isSame(Taint taint, io.fabric8.kubernetes.api.model.Taint other) {
        return taint.key().equals(other.getKey())
                && taint.effect().kubernetesName().equals(other.getEffect())
                && taint.value().equals(other.getValue() == null ? "" : other.getValue());
    }

    private static io.fabric8.kubernetes.api.model.Taint written(Taint taint) {
        return new TaintBuilder()
                .withKey(taint.key())
                .withValue(taint.value().isEmpty() ? null : taint.value())
                .withEffect(taint.effect().kubernetesName())
                .build();
    }
}

package io.plimsoll.autoscaler.decision.clusterstate;

import io.plimsoll.autoscaler.decision.model.Gpu;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Taint;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Whether nodes count as ready, by Cluster Autoscaler's rules. */
public final class NodeReadiness {

    /** A node that is not ready may need this long to start before it counts as broken. */
    private static final Duration MAX_START_TIME = Duration.ofMinutes(15);

    private static final Set<String> NOT_READY_TAINTS =
            Set.of(
                    "node.kubernetes.io/not-ready",
                    "node.kubernetes.io/disk-pressure",
                    "node.kubernetes.io/network-unavailable");
    private static final Set<String> BAD_CONDITIONS = Set.of("DiskPressure", "NetworkUnavailable");

    private final TransientTaints taints;
    private final Instant now;

    NodeReadiness(TransientTaints taints, Instant now) {
        this.taints = taints;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    /** Young enough for a node to come, where it is not ready. */
    boolean isStarting(Node node) {
        return node.metadata().creationTime().plus(MAX_START_TIME).isAfter(now);
    }

    /** Ready, has no startup taint, and its GPUs, if any, are there; at any time. */
    boolean isReady(Node node) {
        return node.isReady()
                && !hasBadCondition(node)
                && !hasNotReadyTaint(node)
                && !Gpu.isAwaited(node)
                && !taints.hasStartupTaint(node);
    }

    /** When a condition of the node last changed. */
    public static Optional<Instant> lastTransition(Node node) {
        return node.status().conditions().stream()
                .map(Node.Condition::since)
                .max(Instant::compareTo);
    }

    private static boolean hasBadCondition(Node node) {
        for (Node.Condition condition : node.status().conditions()) {
            if (BAD_CONDITIONS.contains(condition.type()) && condition.isTrue()) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasNotReadyTaint(Node node) {
        for (Taint taint : node.spec().taints()) {
            if (NOT_READY_TAINTS.contains(taint.key())) {
                return true;
            }
        }
        return false;
    }
}

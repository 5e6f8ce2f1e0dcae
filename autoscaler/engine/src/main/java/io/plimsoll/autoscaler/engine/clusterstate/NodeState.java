package io.plimsoll.autoscaler.engine.clusterstate;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Taint;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** How far a registered node is. */
public enum NodeState {
    READY,
    UNREADY,
    /** Not ready, and so young that it may still become so. */
    NOT_STARTED;

    /** Cluster Autoscaler's {@code --max-node-startup-time}, a constant up to 1.34. */
    private static final Duration MAX_STARTUP = Duration.ofMinutes(15);

    private static final Set<String> BAD_CONDITIONS = Set.of("DiskPressure", "NetworkUnavailable");
    private static final Set<String> NOT_READY_TAINTS =
            Set.of(
                    "node.kubernetes.io/not-ready",
                    "node.kubernetes.io/disk-pressure",
                    "node.kubernetes.io/network-unavailable");
    private static final Set<String> STARTUP_TAINT_PREFIXES =
            Set.of(
                    "startup-taint.cluster-autoscaler.kubernetes.io/",
                    "ignore-taint.cluster-autoscaler.kubernetes.io/");

    /** As Cluster Autoscaler's {@code kube_util.GetReadinessState} and clusterstate count. */
    public static NodeState of(Node node, Instant now) {
        if (isReady(node)) {
            return READY;
        }
        Instant deadline = node.metadata().creationTime().plus(MAX_STARTUP);
        return deadline.isAfter(now) ? NOT_STARTED : UNREADY;
    }

    private static boolean isReady(Node node) {
        return node.isReady()
                && node.status().conditions().stream().noneMatch(NodeState::isBad)
                && node.spec().taints().stream().noneMatch(NodeState::isNotReady);
    }

    private static boolean isBad(Node.Condition condition) {
        return BAD_CONDITIONS.contains(condition.type()) && condition.status().equals("True");
    }

    private static boolean isNotReady(Taint taint) {
        return NOT_READY_TAINTS.contains(taint.key())
                || STARTUP_TAINT_PREFIXES.stream().anyMatch(taint.key()::startsWith);
    }
}

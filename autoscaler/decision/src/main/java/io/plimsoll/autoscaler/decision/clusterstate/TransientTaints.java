package io.plimsoll.autoscaler.decision.clusterstate;

import io.plimsoll.autoscaler.decision.model.Interruption;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.TaintOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Taints that say something of one node at one time, and nothing of the next node of its group. */
public final class TransientTaints {

    public static final String TO_BE_DELETED = "ToBeDeletedByClusterAutoscaler";
    public static final String DELETION_CANDIDATE = "DeletionCandidateOfClusterAutoscaler";

    /** Ours: the node is to go when others serve its pods for less; its value is a Unix time. */
    public static final String REPLACED = "consolidation.plimsoll.io/replaced";

    private static final Duration DELETION_TIMEOUT = Duration.ofMinutes(5);

    private static final List<String> STARTUP_PREFIXES =
            List.of(
                    "startup-taint.cluster-autoscaler.kubernetes.io/",
                    "ignore-taint.cluster-autoscaler.kubernetes.io/");
    private static final String STATUS_PREFIX = "status-taint.cluster-autoscaler.kubernetes.io/";

    private static final Set<String> NODE_CONDITIONS =
            Set.of(
                    "node.kubernetes.io/not-ready",
                    "node.kubernetes.io/unreachable",
                    "node.kubernetes.io/unschedulable",
                    "node.kubernetes.io/memory-pressure",
                    "node.kubernetes.io/disk-pressure",
                    "node.kubernetes.io/network-unavailable",
                    "node.kubernetes.io/pid-pressure",
                    "node.cloudprovider.kubernetes.io/uninitialized",
                    "node.cloudprovider.kubernetes.io/shutdown");

    private final TaintOptions options;

    public TransientTaints(TaintOptions options) {
        this.options = options;
    }

    public boolean hasStartupTaint(Node node) {
        for (Taint taint : node.spec().taints()) {
            if (isStartup(taint.key())) {
                return true;
            }
        }
        return false;
    }

    /** The taints that the next node of the same group will have too. */
    public List<Taint> lasting(List<Taint> taints) {
        return taints.stream().filter(taint -> !isTransient(taint.key())).toList();
    }

    private boolean isTransient(String key) {
        return key.equals(TO_BE_DELETED)
                || key.equals(DELETION_CANDIDATE)
                || key.equals(REPLACED)
                || key.equals(Interruption.TAINT)
                || NODE_CONDITIONS.contains(key)
                || isStartup(key)
                || key.startsWith(STATUS_PREFIX)
                || options.status().contains(key);
    }

    private boolean isStartup(String key) {
        return STARTUP_PREFIXES.stream().anyMatch(key::startsWith)
                || options.startupPrefixes().stream().anyMatch(key::startsWith)
                || options.startup().contains(key);
    }

    /**
     * Somebody marked the node for deletion within the last five minutes. An older mark was left
     * behind, and the node is like any other.
     */
    public static boolean isBeingDeleted(Node node, Instant now) {
        return node.taint(TO_BE_DELETED)
                .filter(taint -> markedAt(taint).plus(DELETION_TIMEOUT).isAfter(now))
                .isPresent();
    }

    /** When somebody put it on; long ago where its value is no time. */
    public static Instant markedAt(Taint taint) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(taint.value()));
        } catch (NumberFormatException e) {
            return Instant.MIN;
        }
    }
}

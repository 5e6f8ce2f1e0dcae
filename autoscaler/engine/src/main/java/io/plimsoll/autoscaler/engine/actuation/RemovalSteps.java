package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.engine.actuation.Removal.Emptied;
import io.plimsoll.autoscaler.engine.port.CloudProvider;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import java.time.Instant;

/** The effects of one removal; each may be repeated. */
final class RemovalSteps {
    private static final String DELAY_ANNOTATION_PREFIX =
            "delay-deletion.cluster-autoscaler.kubernetes.io/";

    private final ClusterApi cluster;
    private final CloudProvider cloud;
    private final Events events;
    private final RemovalOptions options;

    RemovalSteps(ClusterApi cluster, CloudProvider cloud, Events events, RemovalOptions options) {
        this.cluster = cluster;
        this.cloud = cloud;
        this.events = events;
        this.options = options;
    }

    void mark(Removal removal, Instant now) {
        cluster.taint(removal.node(), Taints.toBeDeleted(now));
        if (removal.cordoned()) {
            cluster.setUnschedulable(removal.node(), true);
        }
        events.removalStarted(removal.node(), removal.deletion().isDrain());
    }

    boolean isHeld(Removal removal, Emptied phase, Surroundings around, Instant now) {
        boolean asksForDelay =
                around.node(removal.node()).stream()
                        .flatMap(node -> node.metadata().annotations().keySet().stream())
                        .anyMatch(key -> key.startsWith(DELAY_ANNOTATION_PREFIX));
        return asksForDelay && phase.since().plus(options.deletionDelayTimeout()).isAfter(now);
    }

    void end(Removal removal) {
        cloud.terminate(removal.deletion().nodeGroup(), removal.instanceId());
        events.removed(removal.node());
    }

    void undo(Removal removal, String problem, Attempts attempts) {
        events.removalFailed(removal.node(), problem);
        // The taint goes last: while it is there, a later loop knows that there is more to undo.
        attempts.tryQuietly(
                        () -> {
                            if (removal.cordoned()) {
                                cluster.setUnschedulable(removal.node(), false);
                            }
                            cluster.untaint(removal.node(), Taints.TO_BE_DELETED);
                        })
                .map(Attempts::describe)
                .ifPresent(reason -> attempts.failed("free node " + removal.node(), reason));
    }
}

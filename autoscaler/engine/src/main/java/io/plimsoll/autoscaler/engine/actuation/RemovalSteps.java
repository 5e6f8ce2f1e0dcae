package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.decision.answer.Action.FreeNode;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.engine.actuation.Removal.Emptied;
import io.plimsoll.autoscaler.engine.port.CloudProvider;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** The effects of one removal; each may be repeated. */
final class RemovalSteps {
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

    void mark(Removal removal) {
        cluster.edit(removal.target().node(), removal.mark());
        events.removalStarted(removal.node(), removal.action().isDrain());
    }

    boolean isHeld(Removal removal, Emptied phase, Surroundings around, Instant now) {
        boolean asksForDelay = around.node(removal.node()).filter(Node::asksForDelay).isPresent();
        return asksForDelay && phase.since().plus(options.deletionDelayTimeout()).isAfter(now);
    }

    /** Whether pods are on the node that no watch showed: the API server is asked itself. */
    List<ObjectKey> unseen(Removal removal, Predicate<Pod> holdsNode) {
        return cluster.podsOn(removal.node()).stream().filter(holdsNode).map(Pod::key).toList();
    }

    void end(Removal removal) {
        cloud.terminate(removal.action().nodeGroup(), removal.target().instance());
        events.removed(removal.node());
    }

    void undo(Removal removal, Problem problem, Attempts attempts) {
        events.removalFailed(removal.node(), problem.message());
        Node marked = removal.mark().of(removal.target().node());
        attempts.tryQuietly(() -> cluster.edit(marked, removal.unmark()))
                .ifPresent(reason -> attempts.failed(new FreeNode(removal.node()), reason));
    }
}

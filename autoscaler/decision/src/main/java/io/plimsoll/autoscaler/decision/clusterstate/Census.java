package io.plimsoll.autoscaler.decision.clusterstate;

import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.TaintOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.time.Instant;

/**
 * Counts the nodes and instances of one observation after the other, each time what a census from
 * scratch would find, at the cost of what changed. Mutable and confined to one thread.
 */
public final class Census {
    private Membership last = Membership.NONE;
    private TaintOptions taints = TaintOptions.DEFAULT;

    public Census() {}

    public ClusterState take(
            Observation seen, History history, AutoscalingOptions options, Instant now) {
        NodeReadiness readiness = new NodeReadiness(new TransientTaints(options.taints()), now);
        if (!taints.equals(options.taints())) {
            taints = options.taints();
            last = Membership.NONE;
        }
        last = last.next(seen, readiness);
        return new ClusterState(last, seen.cluster(), history, readiness, options.health());
    }
}

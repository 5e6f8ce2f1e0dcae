package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.model.Taint;
import java.time.Instant;

/** The taints by which Cluster Autoscaler, and we, mark nodes; their value is a Unix time. */
final class Taints {
    static final String TO_BE_DELETED = TransientTaints.TO_BE_DELETED;
    static final String DELETION_CANDIDATE = TransientTaints.DELETION_CANDIDATE;

    private Taints() {}

    static Taint toBeDeleted(Instant now) {
        return new Taint(
                TO_BE_DELETED, Long.toString(now.getEpochSecond()), Taint.Effect.NO_SCHEDULE);
    }

    static Taint deletionCandidate(Instant now) {
        return new Taint(
                DELETION_CANDIDATE,
                Long.toString(now.getEpochSecond()),
                Taint.Effect.PREFER_NO_SCHEDULE);
    }
}

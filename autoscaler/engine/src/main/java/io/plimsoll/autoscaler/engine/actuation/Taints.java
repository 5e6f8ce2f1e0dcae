package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Taint;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The taints by which Cluster Autoscaler, and we, mark nodes; their value is a Unix time. */
final class Taints {
    static final String TO_BE_DELETED = TransientTaints.TO_BE_DELETED;
    static final String DELETION_CANDIDATE = TransientTaints.DELETION_CANDIDATE;
    static final String REPLACED = TransientTaints.REPLACED;

    private Taints() {}

    static Taint toBeDeleted(Instant now) {
        return new Taint(
                TO_BE_DELETED, Long.toString(now.getEpochSecond()), Taint.Effect.NO_SCHEDULE);
    }

    /** Since when nodes are unneeded, as their taints say. */
    static SortedMap<String, Instant> candidatesSince(List<Node> nodes) {
        SortedMap<String, Instant> since = new TreeMap<>();
        for (Node node : nodes) {
            node.taint(DELETION_CANDIDATE)
                    .map(TransientTaints::markedAt)
                    .filter(time -> !time.equals(Instant.MIN))
                    .ifPresent(time -> since.put(node.name(), time));
        }
        return since;
    }

    /** Outlives this process: the next one goes on with the replacement. */
    static Taint replaced(Instant now) {
        return new Taint(
                REPLACED, Long.toString(now.getEpochSecond()), Taint.Effect.PREFER_NO_SCHEDULE);
    }

    /**
     * @param since when the node became unneeded, which outlives this process in the taint
     */
    static Taint deletionCandidate(Instant since) {
        return new Taint(
                DELETION_CANDIDATE,
                Long.toString(since.getEpochSecond()),
                Taint.Effect.PREFER_NO_SCHEDULE);
    }
}

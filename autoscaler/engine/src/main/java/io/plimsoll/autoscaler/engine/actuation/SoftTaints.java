package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.decision.answer.Action.MarkCandidate;
import io.plimsoll.autoscaler.decision.answer.Action.UnmarkCandidate;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the scheduler to prefer other nodes than those that may soon go; a bounded number of changes
 * a loop.
 */
public final class SoftTaints {
    private final ClusterApi cluster;
    private final RemovalOptions.SoftTaintOptions options;

    public SoftTaints(ClusterApi cluster, RemovalOptions.SoftTaintOptions options) {
        this.cluster = cluster;
        this.options = options;
    }

    /**
     * @param inProgress nodes that bear the stronger taint already
     * @param clock for the bound in time
     */
    public void apply(
            Decision decision,
            Observation seen,
            Set<String> inProgress,
            Attempts attempts,
            InstantSource clock) {
        if (options.maxPerLoop() == 0 || decision.nodes().isEmpty()) {
            return;
        }
        Map<String, Instant> unneeded = new HashMap<>();
        for (NodeVerdict verdict : decision.nodes()) {
            if (verdict instanceof NodeVerdict.Unneeded candidate) {
                unneeded.put(candidate.node(), candidate.since());
            }
        }
        Instant start = clock.instant();
        List<Node> wrong =
                seen.cluster().nodes().stream()
                        .filter(node -> !inProgress.contains(node.name()))
                        .filter(node -> unneeded.containsKey(node.name()) != isMarked(node))
                        .limit(options.maxPerLoop())
                        .toList();
        for (Node node : wrong) {
            if (clock.instant().isAfter(start.plus(options.maxTimePerLoop()))) {
                return;
            }
            Optional.ofNullable(unneeded.get(node.name()))
                    .ifPresentOrElse(
                            since -> mark(node, since, attempts), () -> unmark(node, attempts));
        }
    }

    private void mark(Node node, Instant since, Attempts attempts) {
        attempts.attempt(
                new MarkCandidate(node.name()),
                () -> cluster.edit(node, NodeEdit.put(Taints.deletionCandidate(since))));
    }

    private void unmark(Node node, Attempts attempts) {
        Taint mark = node.taint(Taints.DELETION_CANDIDATE).orElseThrow();
        attempts.attempt(
                new UnmarkCandidate(node.name()), () -> cluster.edit(node, NodeEdit.remove(mark)));
    }

    private static boolean isMarked(Node node) {
        return node.taint(Taints.DELETION_CANDIDATE).isPresent();
    }
}

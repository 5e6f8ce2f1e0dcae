package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
        Set<String> unneeded =
                decision.nodes().stream()
                        .filter(NodeVerdict.Unneeded.class::isInstance)
                        .map(NodeVerdict::node)
                        .collect(Collectors.toSet());
        Instant start = clock.instant();
        List<Node> wrong =
                seen.cluster().nodes().stream()
                        .filter(node -> !inProgress.contains(node.name()))
                        .filter(node -> unneeded.contains(node.name()) != isMarked(node))
                        .limit(options.maxPerLoop())
                        .toList();
        for (Node node : wrong) {
            if (clock.instant().isAfter(start.plus(options.maxTimePerLoop()))) {
                return;
            }
            correct(node, attempts, start);
        }
    }

    private void correct(Node node, Attempts attempts, Instant now) {
        Optional<Taint> mark = node.taint(Taints.DELETION_CANDIDATE);
        mark.ifPresentOrElse(
                taint ->
                        attempts.attempt(
                                "unmark candidate " + node.name(),
                                () -> cluster.edit(node, NodeEdit.remove(taint))),
                () ->
                        attempts.attempt(
                                "mark candidate " + node.name(),
                                () ->
                                        cluster.edit(
                                                node,
                                                NodeEdit.put(Taints.deletionCandidate(now)))));
    }

    private static boolean isMarked(Node node) {
        return node.taint(Taints.DELETION_CANDIDATE).isPresent();
    }
}

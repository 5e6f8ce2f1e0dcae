package io.plimsoll.autoscaler.decision.scaledown;

import io.plimsoll.autoscaler.decision.answer.BlockingReason;
import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions.Consolidation;
import io.plimsoll.autoscaler.decision.scaledown.Eligibility.Verdict.Eligible;
import io.plimsoll.autoscaler.decision.scaledown.RemovalSimulation.Outcome.Removable;
import io.plimsoll.autoscaler.decision.scaledown.RemovalSimulation.Outcome.Unremovable;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Nodes that consolidation marked. One goes as soon as its pods have room on nodes that are ready,
 * and keeps its mark while they will have it on those to come. Any other is a node like those that
 * nobody marked, and whoever acts takes the mark off it.
 *
 * @param going their pods have room
 * @param waiting their pods will have room
 */
record ReplacedNodes(List<UnneededNode> going, List<UnneededNode> waiting, Set<Integer> indexes) {
    static final ReplacedNodes NONE = new ReplacedNodes(List.of(), List.of(), Set.of());

    /**
     * @param index of the node in the cluster
     */
    record Marked(int index, Eligible eligible) {
        private String name() {
            return eligible.node().name();
        }

        private UnneededNode with(Removable removable) {
            return new UnneededNode(index, eligible, removable, since());
        }

        private Instant since() {
            return eligible.node()
                    .taint(TransientTaints.REPLACED)
                    .map(TransientTaints::markedAt)
                    .orElse(Instant.MIN);
        }
    }

    /** A simulation in which nodes that were ordered are ready, and its snapshot. */
    record Soon(ClusterSnapshot snapshot, RemovalSimulation simulation) {}

    /**
     * @param provision how long what was ordered is waited for
     * @param lastFailure when a removal last failed
     */
    record Patience(Duration provision, Optional<Instant> lastFailure, Instant now) {
        private boolean isOver(Instant since) {
            return since.isBefore(now.minus(provision));
        }

        /** The node was marked long ago, and since then one could not be removed. */
        private boolean failed(Instant since) {
            return isOver(since) && lastFailure.filter(since::isBefore).isPresent();
        }
    }

    /** Names of nodes that bear the mark; none where consolidation is off. */
    static Set<String> marked(Cluster cluster, ConsolidationOptions options) {
        if (options.mode() == Consolidation.OFF) {
            return Set.of();
        }
        Set<String> marked = new HashSet<>();
        for (Node node : cluster.nodes()) {
            if (node.taint(TransientTaints.REPLACED).isPresent()) {
                marked.add(node.name());
            }
        }
        return marked;
    }

    /**
     * @param onReady what is found to go is gone in it
     */
    static ReplacedNodes of(
            List<Marked> marked,
            RemovalSimulation onReady,
            Supplier<Soon> soon,
            Patience patience) {
        List<UnneededNode> going = new ArrayList<>();
        List<Marked> left = new ArrayList<>();
        for (Marked node : marked) {
            if (patience.failed(node.since())) {
                continue;
            }
            if (onReady.remove(node.name()) instanceof Removable removable) {
                going.add(node.with(removable));
            } else {
                left.add(node);
            }
        }
        List<UnneededNode> waiting =
                left.isEmpty() ? List.of() : waiting(left, soon.get(), patience);
        Set<Integer> indexes = new HashSet<>();
        going.forEach(node -> indexes.add(node.index()));
        waiting.forEach(node -> indexes.add(node.index()));
        return new ReplacedNodes(going, waiting, indexes);
    }

    private static List<UnneededNode> waiting(List<Marked> left, Soon soon, Patience patience) {
        List<UnneededNode> waiting = new ArrayList<>();
        soon.snapshot().fork();
        for (Marked node : left) {
            if (!patience.isOver(node.since())) {
                switch (soon.simulation().remove(node.name())) {
                    case Removable removable -> waiting.add(node.with(removable));
                    case Unremovable kept -> {
                        if (waitsForBudget(kept)) {
                            waiting.add(node.with(new Removable(new TreeMap<>(), true)));
                        }
                    }
                }
            }
        }
        soon.snapshot().revert();
        return waiting;
    }

    /** A node that goes before it has used up what its pods' budget allows for now. */
    private static boolean waitsForBudget(Unremovable kept) {
        return kept.blockedBy()
                .filter(blocking -> blocking.reason() == BlockingReason.NOT_ENOUGH_PDB)
                .isPresent();
    }

    boolean has(int index) {
        return indexes.contains(index);
    }

    boolean isEmpty() {
        return indexes.isEmpty();
    }
}

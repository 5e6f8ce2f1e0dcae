package io.plimsoll.autoscaler.decision;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.clusterstate.Census;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.time.Instant;
import java.util.Optional;

/**
 * Decisions about one cluster, loop after loop: each gives what {@link DecisionCore#decide} gives
 * for the same arguments, at the cost of what changed since the one before. Objects that are the
 * same as in the last observation are recognized by identity, so whoever observes keeps those that
 * did not change.
 *
 * <p>Confined to one thread.
 */
public final class DecisionSession {
    private final Census census;
    private Optional<LoopMemory> memory = Optional.empty();
    private Cluster.Namespaces namespaces = Cluster.Namespaces.NONE;

    /**
     * @param census which others may take too
     */
    public DecisionSession(Census census) {
        this.census = census;
    }

    /**
     * @throws IllegalArgumentException as {@link DecisionCore#decide}
     */
    public Decision decide(
            Observation observation, History history, AutoscalingOptions options, Instant now) {
        LoopMemory known = follow(observation.cluster());
        // What breaks in the middle leaves nothing behind.
        memory = Optional.empty();
        known.nodes().follow(observation.cluster().nodes(), options.scaleDown());
        known.snapshot().fork();
        Decision decision = new DecisionCore(known, observation, history, options, now).decide();
        known.snapshot().revert();
        memory = Optional.of(known);
        return decision;
    }

    /** Whoever changes it decides no more with this session. */
    LoopMemory leftBehind() {
        return memory.orElseThrow();
    }

    private LoopMemory follow(Cluster cluster) {
        Optional<LoopMemory> known =
                memory.filter(last ->
                        !last.snapshot().isWorn() && namespaces.equals(cluster.namespaces()));
        namespaces = cluster.namespaces();
        if (known.isEmpty()) {
            return LoopMemory.of(cluster, census);
        }
        known.get().snapshot().follow(cluster);
        return known.get();
    }
}

package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.decision.answer.Action.KeepNode;
import io.plimsoll.autoscaler.decision.answer.Action.NodeRemoval;
import io.plimsoll.autoscaler.decision.answer.Action.Replacement;
import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has nodes replaced: marks them, then orders what comes in their place. From then on the marks
 * alone say what goes on, so that a new process goes on where the last one ended: each loop's
 * decision says of a marked node that it goes, that it waits, or else it is freed of the mark.
 */
final class Replacements {
    private final ClusterApi cluster;
    private final ScaleUps scaleUps;
    private final Events events;
    private Optional<Instant> last = Optional.empty();

    Replacements(ClusterApi cluster, ScaleUps scaleUps, Events events) {
        this.cluster = cluster;
        this.scaleUps = scaleUps;
        this.events = events;
    }

    /**
     * When a node was last marked, freed or removed with its mark, as far as this process knows.
     */
    Optional<Instant> last() {
        return last;
    }

    /** All of it is begun, or the marks are taken off again. */
    void begin(Replacement replacement, Observation seen, Attempts attempts, Instant now) {
        last = Optional.of(now);
        NodeEdit mark = NodeEdit.put(Taints.replaced(now));
        List<Node> marked = new ArrayList<>();
        Optional<Problem> problem = Optional.empty();
        for (Node node : seen.cluster().nodes()) {
            if (problem.isEmpty() && replacement.nodes().containsKey(node.name())) {
                // One whose answer is lost may be marked.
                marked.add(node);
                problem = attempts.tryQuietly(() -> cluster.edit(node, mark));
            }
        }
        for (ScaleUp order : replacement.orders()) {
            if (problem.isEmpty()) {
                problem = scaleUps.execute(order, seen, attempts, now);
            }
        }
        if (problem.isEmpty()) {
            marked.forEach(node -> events.replacementBegun(node.name(), replacement.reason()));
            attempts.add(new Outcome.Begun(replacement));
            return;
        }
        attempts.failed(replacement, problem.get());
        for (Node node : marked) {
            // Where the node was not marked, this finds it so.
            attempts.tryQuietly(
                    () -> cluster.edit(mark.of(node), NodeEdit.remove(Taints.replaced(now))));
        }
    }

    /** A removal begins; of a marked node, it ends its replacement. */
    void started(NodeRemoval removal, Observation seen, Instant now) {
        boolean marked =
                seen.cluster().nodes().stream()
                        .anyMatch(node ->
                                node.name().equals(removal.node())
                                        && node.taint(Taints.REPLACED).isPresent());
        last = marked ? Optional.of(now) : last;
    }

    /** Takes the mark off each node of which the decision says that it is not to be replaced. */
    void settle(Decision decision, Observation seen, Attempts attempts, Instant now) {
        Map<String, NodeVerdict> verdicts = new HashMap<>();
        for (Node node : seen.cluster().nodes()) {
            Optional<Taint> mark = node.taint(Taints.REPLACED);
            if (mark.isEmpty()) {
                continue;
            }
            if (verdicts.isEmpty()) {
                decision.nodes().forEach(verdict -> verdicts.put(verdict.node(), verdict));
            }
            if (isToStay(verdicts.get(node.name()))) {
                last = Optional.of(now);
                attempts.attempt(
                        new KeepNode(node.name()),
                        () -> {
                            cluster.edit(node, NodeEdit.remove(mark.get()));
                            events.replacementEnded(node.name());
                        });
            }
        }
    }

    private static boolean isToStay(@Nullable NodeVerdict verdict) {
        return switch (verdict) {
            case null -> false;
            case NodeVerdict.Replaced _ -> false;
            case NodeVerdict.Unneeded _ -> true;
            case NodeVerdict.Unremovable kept ->
                    switch (kept.reason()) {
                        // Nobody looked, or nobody could, or it is on its way.
                        case NOT_EVALUATED,
                                CLUSTER_UNHEALTHY,
                                STALE_VIEW,
                                UNREADABLE,
                                INTERRUPTED,
                                CURRENTLY_BEING_DELETED ->
                                false;
                        case SCALE_DOWN_DISABLED_ANNOTATION,
                                SCALE_DOWN_UNREADY_DISABLED,
                                NOT_AUTOSCALED,
                                NOT_UNNEEDED_LONG_ENOUGH,
                                NOT_UNREADY_LONG_ENOUGH,
                                NODE_GROUP_MIN_SIZE_REACHED,
                                MINIMAL_RESOURCE_LIMIT_EXCEEDED,
                                NOT_UNDERUTILIZED,
                                NO_PLACE_TO_MOVE_PODS,
                                BLOCKED_BY_POD,
                                UPCOMING,
                                SCALE_DOWN_IN_COOLDOWN,
                                AWAITS_REPLACEMENT,
                                PARALLELISM_REACHED,
                                REMOVAL_RATE_REACHED,
                                DISRUPTION_BUDGET_REACHED,
                                UNEXPECTED_ERROR ->
                                true;
                    };
        };
    }
}

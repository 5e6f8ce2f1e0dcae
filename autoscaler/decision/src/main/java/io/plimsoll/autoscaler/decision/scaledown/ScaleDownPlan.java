package io.plimsoll.autoscaler.decision.scaledown;

import io.plimsoll.autoscaler.decision.answer.Action.NodeDeletion;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import java.util.List;

/** A verdict for every node, ordered by its name, and the nodes to remove now. */
public record ScaleDownPlan(List<NodeVerdict> verdicts, List<NodeDeletion> deletions) {
    public ScaleDownPlan {
        verdicts = List.copyOf(verdicts);
        deletions = List.copyOf(deletions);
    }
}

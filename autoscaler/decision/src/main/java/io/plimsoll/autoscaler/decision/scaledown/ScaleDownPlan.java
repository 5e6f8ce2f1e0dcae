package io.plimsoll.autoscaler.decision.scaledown;

import io.plimsoll.autoscaler.decision.answer.Action.NodeRemoval;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import java.util.List;

/** A verdict for every node, ordered by its name, and the nodes to remove now. */
public record ScaleDownPlan(List<NodeVerdict> verdicts, List<NodeRemoval> removals) {
    public ScaleDownPlan {
        verdicts = List.copyOf(verdicts);
        removals = List.copyOf(removals);
    }
}

package io.plimsoll.autoscaler.decision.scaledown;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;

/** What a decision says of a node. */
final class NodeVerdicts {

    private NodeVerdicts() {}

    static NodeVerdict verdict(Decision decision, String node) {
        return decision.nodes().stream()
                .filter(verdict -> verdict.node().equals(node))
                .findFirst()
                .orElseThrow();
    }

    /** Why it stays, in Cluster Autoscaler's words, or {@code Unneeded}. */
    static String reason(Decision decision, String node) {
        return switch (verdict(decision, node)) {
            case NodeVerdict.Unneeded _ -> "Unneeded";
            case NodeVerdict.Replaced _ -> "Replaced";
            case NodeVerdict.Unremovable unremovable -> unremovable.reason().upstreamName();
        };
    }
}

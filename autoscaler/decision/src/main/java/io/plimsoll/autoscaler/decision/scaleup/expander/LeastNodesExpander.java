package io.plimsoll.autoscaler.decision.scaleup.expander;

import java.util.Comparator;
import java.util.List;

/** Adds as few nodes as possible. */
final class LeastNodesExpander implements Expander {
    @Override
    public String name() {
        return "least-nodes";
    }

    @Override
    public List<ExpansionOption> best(List<ExpansionOption> options) {
        return Best.by(
                Comparator.comparing(ExpansionOption::nodes, Comparator.reverseOrder()), options);
    }
}

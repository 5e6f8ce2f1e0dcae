package io.plimsoll.autoscaler.decision.scaleup.expander;

import java.util.Comparator;
import java.util.List;

/** Helps as many pods as possible. */
final class MostPodsExpander implements Expander {
    @Override
    public String name() {
        return "most-pods";
    }

    @Override
    public List<ExpansionOption> best(List<ExpansionOption> options) {
        return Best.by(Comparator.comparingInt(option -> option.pods().size()), options);
    }
}

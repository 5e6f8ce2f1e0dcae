package io.plimsoll.autoscaler.decision.scaleup.expander;

import java.util.Comparator;
import java.util.List;

/** All that tie for first place. */
final class Best {

    private Best() {}

    static List<ExpansionOption> by(
            Comparator<ExpansionOption> worseFirst, List<ExpansionOption> options) {
        ExpansionOption first = options.stream().max(worseFirst).orElseThrow();
        return options.stream().filter(option -> worseFirst.compare(option, first) == 0).toList();
    }
}

package io.plimsoll.autoscaler.decision.scaleup.expander;

import java.util.List;

/** Keeps the best of several options. */
public interface Expander {

    /** As {@code --expander} names it. */
    String name();

    /**
     * @param options at least one
     * @return at least one of them; several that are equally good
     */
    List<ExpansionOption> best(List<ExpansionOption> options);
}

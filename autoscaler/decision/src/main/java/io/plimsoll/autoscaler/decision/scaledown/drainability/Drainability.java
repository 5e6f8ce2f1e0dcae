package io.plimsoll.autoscaler.decision.scaledown.drainability;

import io.plimsoll.autoscaler.decision.answer.BlockingReason;

/** What one rule, or all of them, say of a pod on a node that is to go. */
public sealed interface Drainability {

    /** Not this rule's business: the next one decides. */
    record Undecided() implements Drainability {}

    /** The pod may be evicted; unless it is a daemon, it needs another place. */
    record Movable() implements Drainability {}

    /** The pod goes with its node, and nobody misses it. */
    record Negligible() implements Drainability {}

    /** The pod keeps its node. */
    record Blocked(BlockingReason reason) implements Drainability {}

    Drainability UNDECIDED = new Undecided();
    Drainability MOVABLE = new Movable();
    Drainability NEGLIGIBLE = new Negligible();
}

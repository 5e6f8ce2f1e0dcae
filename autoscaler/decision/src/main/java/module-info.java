/** The decision core: pure functions from what was observed to what to do. */
module io.plimsoll.autoscaler.decision {
    requires static transitive org.jspecify;

    exports io.plimsoll.autoscaler.decision;
    exports io.plimsoll.autoscaler.decision.clusterstate;
    exports io.plimsoll.autoscaler.decision.model;
    exports io.plimsoll.autoscaler.decision.scheduling;
    exports io.plimsoll.autoscaler.decision.scaledown;
    exports io.plimsoll.autoscaler.decision.scaledown.drainability;
}

/** The decision core: pure functions from what was observed to what to do. */
module io.plimsoll.autoscaler.decision {
    requires static transitive org.jspecify;

    exports io.plimsoll.autoscaler.decision;
    exports io.plimsoll.autoscaler.decision.answer;
    exports io.plimsoll.autoscaler.decision.clusterstate;
    exports io.plimsoll.autoscaler.decision.model;
    exports io.plimsoll.autoscaler.decision.question;
    exports io.plimsoll.autoscaler.decision.scheduling;
    exports io.plimsoll.autoscaler.decision.scheduling.filter;
    exports io.plimsoll.autoscaler.decision.scheduling.fleet;
    exports io.plimsoll.autoscaler.decision.scheduling.node;
    exports io.plimsoll.autoscaler.decision.scheduling.packing;
    exports io.plimsoll.autoscaler.decision.scheduling.score;
    exports io.plimsoll.autoscaler.decision.scheduling.shape;
    exports io.plimsoll.autoscaler.decision.scheduling.snapshot;
    exports io.plimsoll.autoscaler.decision.scheduling.topology;
}

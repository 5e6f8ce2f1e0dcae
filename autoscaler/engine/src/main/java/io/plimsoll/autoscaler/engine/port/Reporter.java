package io.plimsoll.autoscaler.engine.port;

import java.util.List;

/** Where the engine tells what it did. Reporting never fails a loop. */
public interface Reporter {

    /** An event on an object of the cluster (Kubernetes core/v1 Event). */
    void event(ObjectReference object, Severity severity, String reason, String message);

    /** Once a loop, after acting: how the cluster and its groups are. */
    default void status(ClusterStatus status) {}

    /** Once a loop, after acting; the last call of a loop. */
    void loopEnded(LoopReport report);

    /**
     * @param namespace empty for cluster-scoped kinds
     */
    record ObjectReference(String kind, String namespace, String name) {}

    enum Severity {
        NORMAL,
        WARNING
    }

    /** Several places at once, in order. */
    static Reporter toAll(List<Reporter> reporters) {
        List<Reporter> all = List.copyOf(reporters);
        return new Reporter() {
            @Override
            public void event(
                    ObjectReference object, Severity severity, String reason, String message) {
                all.forEach(reporter -> reporter.event(object, severity, reason, message));
            }

            @Override
            public void status(ClusterStatus status) {
                all.forEach(reporter -> reporter.status(status));
            }

            @Override
            public void loopEnded(LoopReport report) {
                all.forEach(reporter -> reporter.loopEnded(report));
            }
        };
    }
}

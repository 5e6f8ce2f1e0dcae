package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.engine.port.Reporter.ObjectReference;

/**
 * The flags that the engine needs, with Cluster Autoscaler 1.29's defaults.
 *
 * @param decision what changes decisions
 * @param statusObject what events about no pod or node are told of: the status ConfigMap
 */
public record EngineOptions(
        AutoscalingOptions decision, RemovalOptions removal, ObjectReference statusObject) {
    public static final EngineOptions DEFAULT =
            new EngineOptions(
                    AutoscalingOptions.DEFAULT,
                    RemovalOptions.DEFAULT,
                    new ObjectReference("ConfigMap", "kube-system", "cluster-autoscaler-status"));
}

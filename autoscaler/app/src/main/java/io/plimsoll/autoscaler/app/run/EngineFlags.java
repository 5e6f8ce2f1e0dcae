package io.plimsoll.autoscaler.app.run;

import io.plimsoll.autoscaler.app.flags.DecisionFlags;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.engine.actuation.EngineOptions;
import io.plimsoll.autoscaler.engine.actuation.RemovalOptions;
import io.plimsoll.autoscaler.engine.port.Reporter.ObjectReference;
import java.time.Duration;

/** Reads the flags that change how decisions are carried out. */
public final class EngineFlags {

    private EngineFlags() {}

    public static EngineOptions options(FlagValues flags) {
        return new EngineOptions(DecisionFlags.options(flags), removal(flags), statusObject(flags));
    }

    private static RemovalOptions removal(FlagValues flags) {
        return new RemovalOptions(
                flags.duration("node-delete-delay-after-taint"),
                flags.bool("cordon-node-before-terminating"),
                flags.duration("node-deletion-delay-timeout"),
                new RemovalOptions.EvictionOptions(
                        Duration.ofSeconds(flags.integer("max-graceful-termination-sec")),
                        flags.duration("max-pod-eviction-time"),
                        flags.bool("daemonset-eviction-for-occupied-nodes"),
                        flags.bool("daemonset-eviction-for-empty-nodes")),
                new RemovalOptions.SoftTaintOptions(
                        flags.integer("max-bulk-soft-taint-count"),
                        flags.duration("max-bulk-soft-taint-time")));
    }

    private static ObjectReference statusObject(FlagValues flags) {
        return new ObjectReference(
                "ConfigMap",
                flags.string("namespace").orElse("kube-system"),
                flags.string("status-config-map-name").orElse("cluster-autoscaler-status"));
    }
}

package io.plimsoll.autoscaler.decision.model;

import java.util.List;
import java.util.Optional;

/**
 * A pod's toleration (Kubernetes core/v1 Toleration).
 *
 * @param key empty tolerates every key; then the operator must be {@code EXISTS}
 * @param effect empty tolerates every effect
 */
public record Toleration(
        String key, Operator operator, String value, Optional<Taint.Effect> effect) {

    /**
     * What the DaemonSet controller adds to its pods ({@code
     * util.AddOrUpdateDaemonPodTolerations}); for host networking it adds one more, {@link
     * #OF_HOST_NETWORK}.
     */
    public static final List<Toleration> OF_DAEMON_SETS =
            List.of(
                    exists("node.kubernetes.io/not-ready", Taint.Effect.NO_EXECUTE),
                    exists("node.kubernetes.io/unreachable", Taint.Effect.NO_EXECUTE),
                    exists("node.kubernetes.io/disk-pressure", Taint.Effect.NO_SCHEDULE),
                    exists("node.kubernetes.io/memory-pressure", Taint.Effect.NO_SCHEDULE),
                    exists("node.kubernetes.io/pid-pressure", Taint.Effect.NO_SCHEDULE),
                    exists("node.kubernetes.io/unschedulable", Taint.Effect.NO_SCHEDULE));

    public static final Toleration OF_HOST_NETWORK =
            exists("node.kubernetes.io/network-unavailable", Taint.Effect.NO_SCHEDULE);

    public enum Operator {
        EXISTS,
        EQUAL
    }

    /** Of the key, with any value. */
    public static Toleration exists(String key, Taint.Effect effect) {
        return new Toleration(key, Operator.EXISTS, "", Optional.of(effect));
    }

    /** As {@code Toleration.ToleratesTaint} in k8s.io/api/core/v1 decides. */
    public boolean tolerates(Taint taint) {
        if (effect.isPresent() && effect.get() != taint.effect()) {
            return false;
        }
        if (!key.isEmpty() && !key.equals(taint.key())) {
            return false;
        }
        return switch (operator) {
            case EXISTS -> true;
            case EQUAL -> value.equals(taint.value());
        };
    }
}

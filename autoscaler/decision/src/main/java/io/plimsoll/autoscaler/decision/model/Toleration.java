package io.plimsoll.autoscaler.decision.model;

import java.util.Optional;

/**
 * A pod's toleration (Kubernetes core/v1 Toleration).
 *
 * @param key empty tolerates every key; then the operator must be {@code EXISTS}
 * @param effect empty tolerates every effect
 */
public record Toleration(
        String key, Operator operator, String value, Optional<Taint.Effect> effect) {

    public enum Operator {
        EXISTS,
        EQUAL
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

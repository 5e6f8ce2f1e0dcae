package io.plimsoll.autoscaler.decision.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * A node taint.
 *
 * @param value empty when the taint has none
 */
public record Taint(String key, String value, Effect effect) {

    public enum Effect {
        NO_SCHEDULE("NoSchedule"),
        PREFER_NO_SCHEDULE("PreferNoSchedule"),
        NO_EXECUTE("NoExecute");

        private final String kubernetesName;

        Effect(String kubernetesName) {
            this.kubernetesName = kubernetesName;
        }

        public String kubernetesName() {
            return kubernetesName;
        }

        /** Empty for a name that Kubernetes has not. */
        public static Optional<Effect> named(String kubernetesName) {
            return Arrays.stream(values())
                    .filter(effect -> effect.kubernetesName.equals(kubernetesName))
                    .findFirst();
        }
    }

    /** {@code key=value:Effect}, as {@code kubectl taint} takes it. */
    @Override
    public String toString() {
        return (value.isEmpty() ? key : key + "=" + value) + ":" + effect.kubernetesName();
    }
}

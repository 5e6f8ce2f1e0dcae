package io.plimsoll.autoscaler.decision.model;

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
    }

    /** {@code key=value:Effect}, as {@code kubectl taint} takes it. */
    @Override
    public String toString() {
        return (value.isEmpty() ? key : key + "=" + value) + ":" + effect.kubernetesName();
    }
}

package io.plimsoll.autoscaler.decision.scheduling.filter;

/**
 * One filter that keeps a pod off a node.
 *
 * @param reason in the scheduler's words, such as {@code Insufficient cpu}
 */
public record Obstacle(Verdict.Plugin plugin, String reason, Figures figures) {

    /**
     * What a filter looked at.
     *
     * @param found what the pod asks and what is there; empty where the reason says all
     * @param change what would have to be otherwise; empty where nobody can tell
     */
    public record Figures(String found, String change) {
        public static final Figures NONE = new Figures("", "");
    }
}

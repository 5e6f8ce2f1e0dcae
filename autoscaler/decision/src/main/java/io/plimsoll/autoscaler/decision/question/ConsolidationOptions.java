package io.plimsoll.autoscaler.decision.question;

import java.time.Duration;

/**
 * Whether nodes go because others serve their pods for less, which Cluster Autoscaler does not do.
 *
 * @param mode {@code --consolidation}
 * @param minSavingPermille {@code --consolidation-min-saving} in thousandths of what the nodes that
 *     go cost
 * @param cooldown {@code --consolidation-cooldown}: between one replacement and the next, and how
 *     old a node must be to be replaced
 * @param evictionCost {@code --consolidation-eviction-cost}: to have a pod move costs as much as it
 *     costs to run it for so long
 */
public record ConsolidationOptions(
        Consolidation mode, int minSavingPermille, Duration cooldown, Duration evictionCost) {
    public static final ConsolidationOptions DEFAULT =
            new ConsolidationOptions(
                    Consolidation.OFF, 100, Duration.ofMinutes(10), Duration.ofMinutes(30));

    /** What consolidation may do. */
    public enum Consolidation {
        OFF,
        /** Remove nodes whose pods fit on others, however much they are used. */
        DELETE,
        /** Have cheaper nodes come first as well. */
        REPLACE
    }
}

package io.plimsoll.autoscaler.decision.answer;

import io.plimsoll.autoscaler.decision.model.AmountText;
import io.plimsoll.autoscaler.decision.model.AmountText.Rounding;
import java.util.List;

/**
 * Whether a group would help a pod.
 *
 * @param obstacles all that keep the pod off its next node; none where the group would help
 */
public record GroupAnswer(String nodeGroup, List<Obstacle> obstacles) {

    public GroupAnswer {
        obstacles = List.copyOf(obstacles);
    }

    /**
     * @param plugin of the scheduler; {@code NodeGroup} where the group itself may not grow
     * @param reason in the scheduler's words, or Cluster Autoscaler's skip reason
     * @param found with what figures; empty where the reason says all
     * @param change what would have to be otherwise; empty where nobody can tell
     * @param shortages where resources are what lacks
     */
    public record Obstacle(
            String plugin, String reason, String found, String change, List<Shortage> shortages) {
        public Obstacle {
            shortages = List.copyOf(shortages);
        }

        /** Reason and figures in one. */
        public String inWords() {
            return found.isEmpty() ? reason : found;
        }
    }

    /**
     * A resource of which a new node has too little.
     *
     * @param resource its name; amounts are thousandths of {@code cpu}, bytes of memory and
     *     storage, else units
     * @param allocatable of a new node
     * @param taken by its DaemonSet and mirror pods
     */
    public record Shortage(String resource, long asked, long allocatable, long taken) {

        public long free() {
            return allocatable - taken;
        }

        public String inWords() {
            String left = amount(free(), Rounding.DOWN);
            return taken == 0
                    ? "asks %s %s; a new node has %s"
                            .formatted(resource, amount(asked, Rounding.UP), left)
                    : "asks %s %s; a new node has %s, DaemonSets take %s: %s left"
                            .formatted(
                                    resource,
                                    amount(asked, Rounding.UP),
                                    amount(allocatable, Rounding.DOWN),
                                    amount(taken, Rounding.UP),
                                    left);
        }

        /** What would do. */
        public String change() {
            return "%s more %s on a node, or a pod that asks at most %s"
                    .formatted(
                            amount(asked - free(), Rounding.UP),
                            resource,
                            amount(Math.max(0, free()), Rounding.DOWN));
        }

        private String amount(long amount, Rounding rounding) {
            return AmountText.of(resource, amount, rounding);
        }
    }
}

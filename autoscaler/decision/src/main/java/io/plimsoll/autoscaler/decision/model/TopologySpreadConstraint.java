package io.plimsoll.autoscaler.decision.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A {@code DoNotSchedule} topology spread constraint; {@code ScheduleAnyway} is a preference and
 * left out at the edge.
 *
 * @param selector empty matches no pod
 * @param minDomains empty means 1 domain suffices
 */
public record TopologySpreadConstraint(
        String topologyKey,
        int maxSkew,
        OptionalInt minDomains,
        Optional<LabelSelector> selector,
        SpreadPolicy policy) {

    /**
     * @param honorAffinity {@code nodeAffinityPolicy} is Honor (the default)
     * @param honorTaints {@code nodeTaintsPolicy} is Honor (the default is Ignore)
     * @param matchLabelKeys pod labels whose values join the selector
     */
    public record SpreadPolicy(
            boolean honorAffinity, boolean honorTaints, List<String> matchLabelKeys) {
        public static final SpreadPolicy DEFAULT = new SpreadPolicy(true, false, List.of());

        public SpreadPolicy {
            matchLabelKeys = List.copyOf(matchLabelKeys);
        }
    }
}

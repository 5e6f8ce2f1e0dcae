package io.plimsoll.autoscaler.decision;

import java.time.Instant;
import java.util.List;

/** The one function from what was observed to what to do. */
public final class DecisionCore {

    private DecisionCore() {}

    /**
     * Decides one loop. Pure: the same arguments give the same decision.
     *
     * @param now the loop's time
     */
    public static Decision decide(
            Observation observation, History history, AutoscalingOptions options, Instant now) {
        return new Decision(Decision.Health.OK, List.of(), List.of(), List.of(), List.of());
    }
}

package io.plimsoll.autoscaler.simulation.spec;

import java.time.Duration;
import java.util.List;

/**
 * When launches fail for want of capacity.
 *
 * @param outages told in advance
 * @param launchFailurePermille of launches beside, drawn from the seed
 */
public record CloudFaults(List<CapacityOutage> outages, int launchFailurePermille) {
    public static final CloudFaults NONE = new CloudFaults(List.of(), 0);

    public CloudFaults {
        outages = List.copyOf(outages);
    }

    /**
     * A group finds no capacity from one moment to another, counted from the world's start.
     *
     * @param until exclusive
     */
    public record CapacityOutage(String nodeGroup, Duration from, Duration until) {}
}

package io.plimsoll.autoscaler.simulation.spec;

import java.time.Duration;
import java.util.List;

/**
 * When the cloud has no capacity to launch, or takes some back.
 *
 * @param outages told in advance
 * @param launchFailurePermille of launches beside, drawn from the seed
 */
public record CloudFaults(
        List<CapacityOutage> outages,
        int launchFailurePermille,
        List<SpotInterruption> interruptions) {
    public static final CloudFaults NONE = new CloudFaults(List.of(), 0);

    public CloudFaults {
        outages = List.copyOf(outages);
        interruptions = List.copyOf(interruptions);
    }

    public CloudFaults(List<CapacityOutage> outages, int launchFailurePermille) {
        this(outages, launchFailurePermille, List.of());
    }

    /**
     * EC2 takes an instance of a group back: notice at a time from the world's start, the end two
     * minutes later. Whether somebody drains it meanwhile is the autoscaler's matter; what the
     * group lacks then, it launches.
     */
    public record SpotInterruption(String nodeGroup, Duration notice) {}

    /**
     * A group finds no capacity from one moment to another, counted from the world's start.
     *
     * @param until exclusive
     */
    public record CapacityOutage(String nodeGroup, Duration from, Duration until) {}
}

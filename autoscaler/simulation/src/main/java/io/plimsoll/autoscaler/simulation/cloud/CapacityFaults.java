package io.plimsoll.autoscaler.simulation.cloud;

import io.plimsoll.autoscaler.simulation.spec.CloudFaults;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/** Says of each launch whether the cloud has the capacity. */
final class CapacityFaults {
    private final CloudFaults faults;
    private final Instant start;
    private final Random random;

    CapacityFaults(CloudFaults faults, Instant start, Random random) {
        this.faults = faults;
        this.start = start;
        this.random = random;
    }

    /** Empty when the launch goes through; else what the cloud says. */
    Optional<String> refusal(SimulatedInstance.Place place, String instanceType, Instant now) {
        boolean outage =
                faults.outages().stream()
                        .filter(window -> window.nodeGroup().equals(place.nodeGroup()))
                        .anyMatch(window ->
                                !now.isBefore(start.plus(window.from()))
                                        && now.isBefore(start.plus(window.until())));
        boolean unlucky =
                faults.launchFailurePermille() > 0
                        && random.nextInt(1000) < faults.launchFailurePermille();
        if (!outage && !unlucky) {
            return Optional.empty();
        }
        return Optional.of(
                "InsufficientInstanceCapacity: no capacity for %s in %s"
                        .formatted(instanceType, place.zone()));
    }
}

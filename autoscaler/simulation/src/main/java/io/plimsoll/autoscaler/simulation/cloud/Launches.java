package io.plimsoll.autoscaler.simulation.cloud;

import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/** Makes instances, one after the other. */
final class Launches {
    private final Random random;
    private final CapacityFaults faults;
    private int count;

    Launches(Random random, CapacityFaults faults) {
        this.random = random;
        this.faults = faults;
    }

    SimulatedInstance next(AutoScalingGroup group, Instant now) {
        return new SimulatedInstance(
                "i-0%016x".formatted(random.nextLong()),
                count++,
                new SimulatedInstance.Place(group.spec().name(), group.zoneToFill()),
                now,
                Lifecycle.PENDING);
    }

    Optional<String> refusal(AutoScalingGroup group, SimulatedInstance instance) {
        return faults.refusal(
                instance.place(), group.spec().machine().instanceType(), instance.launched());
    }
}

package io.plimsoll.autoscaler.aws.template;

import io.plimsoll.environment.ec2.InstanceType;
import java.util.List;
import java.util.Optional;

/**
 * What a group launches.
 *
 * @param types any of which may come; at least one, all of one architecture
 * @param diskBytes of the root volume
 * @param imageId empty when the launch template names none
 */
record Machine(
        List<InstanceType> types, long diskBytes, CapacityType capacity, Optional<String> imageId) {

    Machine {
        types = List.copyOf(types);
    }

    enum CapacityType {
        ON_DEMAND,
        SPOT
    }

    InstanceType first() {
        return types.getFirst();
    }
}

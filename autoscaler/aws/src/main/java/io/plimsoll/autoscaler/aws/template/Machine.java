package io.plimsoll.autoscaler.aws.template;

import io.plimsoll.environment.ec2.InstanceType;
import io.plimsoll.environment.ec2.MaxPods;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a group launches.
 *
 * @param types any of which may come; at least one
 * @param imageId empty when the launch template names none
 * @param typesFrom where the types were read, in words
 */
record Machine(
        List<InstanceType> types,
        Kubelet kubelet,
        CapacityType capacity,
        Optional<String> imageId,
        String typesFrom) {

    Machine {
        types = List.copyOf(types);
    }

    enum CapacityType {
        ON_DEMAND,
        SPOT
    }

    /**
     * What the launch template makes of any type.
     *
     * @param diskBytes of the disk on which the kubelet's directory lies
     * @param maxPods that the kubelet is told to take; empty where it counts addresses
     * @param managedImage EKS keeps the number of pods to its limits
     * @param efaInterfaces that an instance comes with
     * @param diskFrom where the disk's size was read, in words
     */
    record Kubelet(
            long diskBytes,
            OptionalInt maxPods,
            boolean managedImage,
            int efaInterfaces,
            String diskFrom) {}

    InstanceType first() {
        return types.getFirst();
    }

    /** How many pods a node of the type takes. */
    int maxPods(InstanceType type) {
        int told = kubelet.maxPods().orElseGet(type::maxPods);
        return kubelet.managedImage() ? Math.min(told, MaxPods.mostManaged(type)) : told;
    }
}

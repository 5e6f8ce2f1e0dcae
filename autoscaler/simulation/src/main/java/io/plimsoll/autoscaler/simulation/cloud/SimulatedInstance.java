package io.plimsoll.autoscaler.simulation.cloud;

import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import java.time.Instant;

/**
 * An EC2 instance of a group.
 *
 * @param number counts the world's instances from 0
 */
public record SimulatedInstance(
        String id, int number, Place place, Instant launched, Lifecycle lifecycle) {

    public record Place(String nodeGroup, String zone) {}

    /** As the node's {@code spec.providerID} says it. */
    public String providerId() {
        return "aws:///" + place.zone() + "/" + id;
    }

    boolean isLive() {
        return lifecycle != Lifecycle.TERMINATING;
    }

    SimulatedInstance with(Lifecycle next) {
        return new SimulatedInstance(id, number, place, launched, next);
    }

    Instance asObserved() {
        return new Instance(id, providerId(), lifecycle);
    }
}

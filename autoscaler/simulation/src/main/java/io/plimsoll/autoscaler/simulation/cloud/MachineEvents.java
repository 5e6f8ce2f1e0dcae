package io.plimsoll.autoscaler.simulation.cloud;

import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;

/** What the cluster learns of machines. */
public interface MachineEvents {

    /** The instance was there before the world began: its node is Ready. */
    void found(SimulatedInstance instance, SimulatedNodeGroup group);

    /** The instance runs; its kubelet registers a node. */
    void booted(SimulatedInstance instance, SimulatedNodeGroup group);

    /** The instance is gone, whether it ever booted or not. */
    void stopped(SimulatedInstance instance);
}

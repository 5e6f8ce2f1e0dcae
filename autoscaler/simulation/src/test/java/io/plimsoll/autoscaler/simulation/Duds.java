package io.plimsoll.autoscaler.simulation;

import io.plimsoll.autoscaler.simulation.cloud.MachineEvents;
import io.plimsoll.autoscaler.simulation.cloud.SimulatedInstance;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import java.util.SortedSet;

/** Now and then an instance runs and never registers. */
record Duds(MachineEvents machines, Mishaps mishaps, SortedSet<String> ids)
        implements MachineEvents {

    @Override
    public void found(SimulatedInstance instance, SimulatedNodeGroup group) {
        machines.found(instance, group);
    }

    @Override
    public void booted(SimulatedInstance instance, SimulatedNodeGroup group) {
        if (mishaps.strikes(120)) {
            ids.add(instance.id());
        } else {
            machines.booted(instance, group);
        }
    }

    @Override
    public void stopped(SimulatedInstance instance) {
        machines.stopped(instance);
    }
}

package io.plimsoll.autoscaler.simulation.cloud;

import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.engine.port.CloudProvider;
import io.plimsoll.autoscaler.engine.port.CloudProviderContract;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.event.EventLog;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.autoscaler.simulation.spec.Workloads;
import io.plimsoll.autoscaler.simulation.spec.WorldSettings;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import java.util.List;
import java.util.Random;

class AutoScalingGroupsContractTest extends CloudProviderContract {
    private CloudProvider cloud = groups(List.of());

    @Override
    protected CloudProvider cloud() {
        return cloud;
    }

    @Override
    protected void createGroup(String name, int min, int max, int size) {
        Node node =
                new Node(
                        "template",
                        Metadata.NONE,
                        new Node.Spec("", false, List.of()),
                        new Node.Status(Resources.NONE, Resources.NONE, List.of()));
        cloud =
                groups(
                        List.of(
                                new SimulatedNodeGroup(
                                        name,
                                        new NodeGroup.Size(min, max, size),
                                        new SimulatedNodeGroup.Machine(
                                                "t3.large",
                                                new NodeTemplate(node, Price.UNKNOWN),
                                                List.of("us-west-1a")),
                                        NodeGroupOptions.NONE,
                                        true)));
    }

    private static CloudProvider groups(List<SimulatedNodeGroup> groups) {
        return new AutoScalingGroups(
                new WorldSpec(groups, Workloads.NONE, List.of(), WorldSettings.DEFAULT, 1),
                new VirtualClock(WorldSettings.DEFAULT.start()),
                new EventLog(),
                new Random(1),
                new Nobody());
    }

    private static final class Nobody implements MachineEvents {
        @Override
        public void found(SimulatedInstance instance, SimulatedNodeGroup group) {}

        @Override
        public void booted(SimulatedInstance instance, SimulatedNodeGroup group) {}

        @Override
        public void stopped(SimulatedInstance instance) {}
    }
}

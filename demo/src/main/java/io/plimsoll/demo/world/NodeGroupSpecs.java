package io.plimsoll.demo.world;

import io.plimsoll.autoscaler.aws.GroupMapping;
import io.plimsoll.autoscaler.aws.assembly.SynthesizedGroups;
import io.plimsoll.autoscaler.aws.assembly.SynthesizedGroups.SynthesizedGroup;
import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.aws.discovery.SelectedGroup;
import io.plimsoll.autoscaler.aws.template.InstancePrices;
import io.plimsoll.autoscaler.aws.template.NodeTemplates;
import io.plimsoll.autoscaler.aws.template.TemplateSources;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.demo.UnplayableException;
import io.plimsoll.environment.ec2.InstanceTypes;
import java.util.List;
import java.util.Optional;

/**
 * The groups of a world. They are described as AWS would describe them and then read by the code
 * that reads them from AWS, so that the demo's nodes are what the deployed autoscaler expects.
 */
final class NodeGroupSpecs {

    private final SynthesizedGroups groups;
    private final GroupSelection selection;
    private final List<String> startupTaints;

    /**
     * @param autoscaler which of the groups it would find, and which taints it takes for those of a
     *     start: it is told of them because agents on the nodes take them away
     */
    NodeGroupSpecs(SynthesizedGroups groups, AutoscalerArguments autoscaler) {
        this.groups = groups;
        this.selection = autoscaler.selection();
        this.startupTaints = autoscaler.startupTaints();
    }

    List<SimulatedNodeGroup> all() {
        return groups.all().stream().map(this::group).toList();
    }

    private SimulatedNodeGroup group(SynthesizedGroup synthesized) {
        NodeTemplates templates =
                new NodeTemplates(
                        new TemplateSources(
                                _ -> Optional.of(synthesized.launchTemplate()),
                                InstanceTypes::find,
                                (_, _) -> Optional.of(synthesized.managed()),
                                InstancePrices.BUILT_IN));
        Optional<SelectedGroup> selected = selection.select(synthesized.described());
        NodeGroup group =
                new GroupMapping(templates)
                        .toNodeGroup(
                                selected.orElseGet(
                                        () -> SelectedGroup.of(synthesized.described())));
        return new SimulatedNodeGroup(
                group.name(),
                group.size(),
                new SimulatedNodeGroup.Machine(
                        firstOrEmpty(synthesized.managed().instanceTypes()),
                        known(group),
                        synthesized.described().availabilityZones(),
                        startupTaints),
                group.options(),
                selected.isPresent());
    }

    private static String firstOrEmpty(List<String> instanceTypes) {
        return instanceTypes.isEmpty() ? "" : instanceTypes.getFirst();
    }

    private static NodeTemplate known(NodeGroup group) {
        return switch (group.template()) {
            case NodeGroup.Template.Known(NodeTemplate template) -> template;
            case NodeGroup.Template.Unknown(String problem) ->
                    throw new UnplayableException("Node group " + group.name() + ": " + problem);
            case NodeGroup.Template.LeftAlone(String reason) ->
                    throw new UnplayableException("Node group " + group.name() + ": " + reason);
        };
    }
}

package io.plimsoll.autoscaler.aws;

import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.aws.discovery.SelectedGroup;
import io.plimsoll.autoscaler.aws.template.NodeTemplates;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.environment.tags.NodeTemplateTags;
import io.plimsoll.environment.tags.ScalingOptions;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/** Makes node groups of Auto Scaling groups, from live answers and from files alike. */
public final class GroupMapping {

    private final NodeTemplates templates;

    private final LogOnce log = new LogOnce(LoggerFactory.getLogger(GroupMapping.class));

    public GroupMapping(NodeTemplates templates) {
        this.templates = templates;
    }

    public NodeGroup toNodeGroup(SelectedGroup selected) {
        NodeTemplateTags tags = NodeTemplateTags.parse(GroupSelection.tagsOf(selected.group()));
        tags.problems().forEach(problem -> log(selected.name(), problem));
        NodeGroup.Template template = templates.of(selected.group(), tags);
        switch (template) {
            case NodeGroup.Template.Unknown(String problem) ->
                    log(
                            selected.name(),
                            "nobody can say what its next node looks like: " + problem);
            case NodeGroup.Template.LeftAlone(String reason) ->
                    log(selected.name(), "is left alone: " + reason);
            case NodeGroup.Template.Known _ -> {}
        }
        NodeGroup described =
                new NodeGroup(
                        selected.name(),
                        new NodeGroup.Size(
                                selected.min(),
                                selected.max(),
                                selected.group().desiredCapacity(),
                                isSuspended(selected.group())),
                        GroupInstances.of(selected.group()),
                        template,
                        options(tags.options()));
        return described.isLeftAlone() ? asItIs(described) : described;
    }

    /**
     * A group that is left alone has the nodes that it has, whatever it counts in: so none of them
     * is missing, none is too many, and no size that differs can be asked for.
     */
    private static NodeGroup asItIs(NodeGroup group) {
        int alive =
                (int)
                        group.instances().stream()
                                .filter(instance ->
                                        instance.lifecycle() != NodeGroup.Lifecycle.TERMINATING)
                                .count();
        return new NodeGroup(
                group.name(),
                new NodeGroup.Size(alive, alive, alive),
                group.instances(),
                group.template(),
                group.options());
    }

    private static boolean isSuspended(AutoScalingGroup group) {
        return group.suspendedProcesses().stream()
                .anyMatch(process -> "Launch".equals(process.processName()));
    }

    private void log(String group, String problem) {
        log.warn("Node group %s: %s".formatted(group, problem));
    }

    private static NodeGroupOptions options(ScalingOptions options) {
        return new NodeGroupOptions(
                options.utilizationThresholdPermille(),
                options.gpuUtilizationThresholdPermille(),
                options.unneededTime(),
                options.unreadyTime(),
                options.ignoreDaemonSetsUtilization());
    }
}

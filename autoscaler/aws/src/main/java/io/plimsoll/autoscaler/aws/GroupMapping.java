package io.plimsoll.autoscaler.aws;

import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.aws.discovery.SelectedGroup;
import io.plimsoll.autoscaler.aws.template.NodeTemplates;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.environment.tags.NodeTemplateTags;
import io.plimsoll.environment.tags.ScalingOptions;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/** Makes node groups of Auto Scaling groups, from live answers and from files alike. */
public final class GroupMapping {

    /** A group with it is left alone, unless it says false. */
    private static final String OBSERVE_ONLY = "plimsoll.io/observe-only";

    private final NodeTemplates templates;

    private final LogOnce log = new LogOnce(LoggerFactory.getLogger(GroupMapping.class));

    public GroupMapping(NodeTemplates templates) {
        this.templates = templates;
    }

    public NodeGroup toNodeGroup(SelectedGroup selected) {
        Map<String, String> all = GroupSelection.tagsOf(selected.group());
        NodeTemplateTags tags = NodeTemplateTags.parse(all);
        tags.problems().forEach(problem -> log(selected.name(), problem));
        NodeGroup.Template template =
                observeOnly(all).orElseGet(() -> templates.of(selected.group(), tags));
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
                        options(tags.options(), templates.areRepairedByEks(selected.group())));
        return described.isLeftAlone() ? asItIs(described) : described;
    }

    private static Optional<NodeGroup.Template> observeOnly(Map<String, String> tags) {
        return Optional.ofNullable(tags.get(OBSERVE_ONLY))
                .filter(value -> !value.strip().equalsIgnoreCase("false"))
                .map(value ->
                        new NodeGroup.Template.LeftAlone(
                                "its tag %s is \"%s\"".formatted(OBSERVE_ONLY, value)));
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

    private static NodeGroupOptions options(ScalingOptions options, boolean repairedByEks) {
        return new NodeGroupOptions(
                options.utilizationThresholdPermille(),
                options.gpuUtilizationThresholdPermille(),
                options.unneededTime(),
                options.unreadyTime(),
                options.ignoreDaemonSetsUtilization(),
                new NodeGroupOptions.Upkeep(
                        repairedByEks, options.disruptionBudgets().map(DisruptionBudgets::of)));
    }
}

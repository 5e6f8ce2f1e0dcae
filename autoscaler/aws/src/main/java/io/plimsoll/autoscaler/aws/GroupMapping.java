package io.plimsoll.autoscaler.aws;

import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.aws.discovery.SelectedGroup;
import io.plimsoll.autoscaler.aws.template.NodeTemplates;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.environment.tags.NodeTemplateTags;
import io.plimsoll.environment.tags.ScalingOptions;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes node groups of Auto Scaling groups, from live answers and from files alike. */
public final class GroupMapping {

    private static final Logger LOG = LoggerFactory.getLogger(GroupMapping.class);

    private final NodeTemplates templates;

    /** Problems that were logged; each is worth a line once. */
    private final Set<String> logged = new HashSet<>();

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
            case NodeGroup.Template.Known _ -> {}
        }
        return new NodeGroup(
                selected.name(),
                new NodeGroup.Size(
                        selected.min(), selected.max(), selected.group().desiredCapacity()),
                GroupInstances.of(selected.group()),
                template,
                options(tags.options()));
    }

    private void log(String group, String problem) {
        if (logged.add(group + problem)) {
            LOG.warn("Node group {}: {}", group, problem);
        }
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

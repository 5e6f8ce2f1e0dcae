package io.plimsoll.autoscaler.aws.discovery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;

/**
 * Which Auto Scaling groups are ours. A group named by hand comes before a tag that finds it.
 *
 * <p>Where several selectors are given, a group is ours when any of them finds it; Cluster
 * Autoscaler demands the tags of all of them together.
 */
public record GroupSelection(List<ExplicitGroup> named, List<TagSelector> selectors) {

    public GroupSelection {
        named = List.copyOf(named);
        selectors = List.copyOf(selectors);
    }

    /**
     * @throws IllegalArgumentException whose message names flag, value and what is allowed
     */
    public static GroupSelection parse(List<String> nodes, List<String> autoDiscovery) {
        return new GroupSelection(
                nodes.stream().map(ExplicitGroup::parse).toList(),
                autoDiscovery.stream().map(TagSelector::parse).toList());
    }

    public boolean isEmpty() {
        return named.isEmpty() && selectors.isEmpty();
    }

    /** The group with its bounds, if it is ours. */
    public Optional<SelectedGroup> select(AutoScalingGroup group) {
        Optional<SelectedGroup> byName =
                named.stream()
                        .filter(candidate -> candidate.name().equals(group.autoScalingGroupName()))
                        .findFirst()
                        .map(found -> new SelectedGroup(group, found.min(), found.max()));
        if (byName.isPresent()) {
            return byName;
        }
        Map<String, String> tags = tagsOf(group);
        return selectors.stream().anyMatch(selector -> selector.matches(tags))
                ? Optional.of(SelectedGroup.of(group))
                : Optional.empty();
    }

    /** The first of several tags with the same key counts; AWS allows one. */
    public static Map<String, String> tagsOf(AutoScalingGroup group) {
        return group.tags().stream()
                .filter(tag -> tag.key() != null)
                .collect(
                        Collectors.toMap(
                                TagDescription::key,
                                tag -> tag.value() == null ? "" : tag.value(),
                                (first, second) -> first));
    }
}

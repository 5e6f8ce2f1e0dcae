package io.plimsoll.stacks.nodegroup;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.tags.DiscoveryTags;
import io.plimsoll.environment.tags.NodeTemplateTags;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tags of the house, and those that let the autoscaler find a group and judge pods against a
 * node it does not have.
 */
final class AutoScalingGroupTags {

    private AutoScalingGroupTags() {}

    /** In the Auto Scaling API's form, ordered by key. */
    static List<SortedMap<String, String>> of(Environment environment, NodeGroupConfig group) {
        SortedMap<String, String> tags =
                new TreeMap<>(environment.cluster().options().governance().tags());
        tags.putAll(DiscoveryTags.of(environment.cluster().name()));
        tags.putAll(NodeTemplateTags.of(environment, group).encode());
        return tags.entrySet().stream().map(tag -> tag(tag.getKey(), tag.getValue())).toList();
    }

    private static SortedMap<String, String> tag(String key, String value) {
        return new TreeMap<>(Map.of("Key", key, "Value", value));
    }
}

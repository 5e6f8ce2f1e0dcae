package io.plimsoll.autoscaler.kubernetes.objects;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.plimsoll.autoscaler.decision.model.Cluster.ExpanderPriorities;
import io.plimsoll.autoscaler.kubernetes.tree.MalformedTextException;
import io.plimsoll.autoscaler.kubernetes.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The ConfigMap of the priority expander. */
public final class ExpanderPriorityMap {

    /** The ConfigMap's name. */
    public static final String NAME = "cluster-autoscaler-priority-expander";

    private static final Logger LOG = LoggerFactory.getLogger(ExpanderPriorityMap.class);
    private static final String KEY = "priorities";

    private ExpanderPriorityMap() {}

    public static boolean isNamedSo(ConfigMap map) {
        return NAME.equals(map.getMetadata().getName());
    }

    /** As upstream, a broken ConfigMap leaves the expander without a preference. */
    public static ExpanderPriorities read(ConfigMap map) {
        return Optional.ofNullable(map.getData())
                .flatMap(data -> Optional.ofNullable(data.get(KEY)))
                .map(ExpanderPriorityMap::parse)
                .orElse(ExpanderPriorities.NONE);
    }

    private static ExpanderPriorities parse(String yaml) {
        try {
            SortedMap<Integer, List<String>> patterns = new TreeMap<>();
            for (Tree tree : Tree.parse(KEY + ".yaml", yaml).stream().limit(1).toList()) {
                for (Map.Entry<String, JsonNode> entry : entries(tree.root())) {
                    patterns.put(Integer.valueOf(entry.getKey()), patterns(entry.getValue()));
                }
            }
            patterns.values().stream().flatMap(List::stream).forEach(Pattern::compile);
            return new ExpanderPriorities(patterns);
        } catch (MalformedTextException | IllegalArgumentException e) {
            LOG.warn(
                    "ConfigMap {}: {} is not a map from numbers to lists of regular expressions: {}",
                    NAME,
                    KEY,
                    e instanceof PatternSyntaxException regex
                            ? regex.getDescription()
                            : e.getMessage());
            return ExpanderPriorities.NONE;
        }
    }

    private static Iterable<Map.Entry<String, JsonNode>> entries(JsonNode map) {
        if (!map.isObject() && !map.isNull()) {
            throw new IllegalArgumentException("no map");
        }
        return map.properties();
    }

    /** As Go's yaml.v2 fills a list of strings: null is no list, and a null in it is empty text. */
    private static List<String> patterns(JsonNode list) {
        if (!list.isArray() && !list.isNull()) {
            throw new IllegalArgumentException("no list");
        }
        List<String> patterns = new ArrayList<>();
        for (JsonNode pattern : list) {
            if (pattern.isContainer()) {
                throw new IllegalArgumentException("a pattern that is no text");
            }
            patterns.add(pattern.isNull() ? "" : pattern.asString());
        }
        return patterns;
    }
}

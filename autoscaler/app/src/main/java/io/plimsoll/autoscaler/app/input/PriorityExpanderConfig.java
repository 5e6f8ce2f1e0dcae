package io.plimsoll.autoscaler.app.input;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Cluster.ExpanderPriorities;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads the ConfigMap of the priority expander. */
public final class PriorityExpanderConfig {

    private static final Logger LOG = LoggerFactory.getLogger(PriorityExpanderConfig.class);

    /** The ConfigMap's name. */
    public static final String NAME = "cluster-autoscaler-priority-expander";

    private static final String KEY = "priorities";
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private PriorityExpanderConfig() {}

    /** The same cluster with the priorities that its ConfigMap holds. */
    static Cluster addTo(
            Cluster cluster, Collection<? extends HasMetadata> objects, String namespace) {
        ExpanderPriorities priorities =
                objects.stream()
                        .filter(ConfigMap.class::isInstance)
                        .map(ConfigMap.class::cast)
                        .filter(map -> map.getMetadata() != null)
                        .filter(map -> NAME.equals(map.getMetadata().getName()))
                        .filter(map -> namespace.equals(map.getMetadata().getNamespace()))
                        .reduce((_, last) -> last)
                        .map(PriorityExpanderConfig::read)
                        .orElse(ExpanderPriorities.NONE);
        return cluster.with(priorities);
    }

    /** As upstream, a broken ConfigMap leaves the expander without a preference. */
    public static ExpanderPriorities read(ConfigMap map) {
        return Optional.ofNullable(map.getData())
                .flatMap(data -> Optional.ofNullable(data.get(KEY)))
                .map(PriorityExpanderConfig::parse)
                .orElse(ExpanderPriorities.NONE);
    }

    private static ExpanderPriorities parse(String yaml) {
        try {
            SortedMap<Integer, List<String>> patterns =
                    YAML.readValue(yaml, new TypeReference<TreeMap<Integer, List<String>>>() {});
            patterns.values().stream().flatMap(List::stream).forEach(Pattern::compile);
            return new ExpanderPriorities(patterns);
        } catch (JacksonException | PatternSyntaxException e) {
            LOG.warn(
                    "ConfigMap {}: {} is not a map from numbers to lists of regular expressions: {}",
                    NAME,
                    KEY,
                    e.getMessage());
            return ExpanderPriorities.NONE;
        }
    }
}

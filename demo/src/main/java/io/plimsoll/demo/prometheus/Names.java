package io.plimsoll.demo.prometheus;

import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Template;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What node groups call in full what kube-state-metrics writes with {@code _} for each character
 * that no label of Prometheus may have.
 */
final class Names {

    private final Map<String, String> labels = new HashMap<>();
    private final Map<String, String> resources = new HashMap<>();

    Names(List<NodeGroup> groups) {
        for (NodeGroup group : groups) {
            if (group.template() instanceof Template.Known(NodeTemplate template)) {
                template.node()
                        .metadata()
                        .labels()
                        .keySet()
                        .forEach(key -> labels.put(written(key), key));
                template.variants()
                        .forEach(variant ->
                                variant.keySet().forEach(key -> labels.put(written(key), key)));
                template.node()
                        .status()
                        .allocatable()
                        .extended()
                        .keySet()
                        .forEach(key -> resources.put(written(key), key));
            }
        }
    }

    static String written(String name) {
        return name.replaceAll("[^a-zA-Z0-9_]", "_");
    }

    /** Empty for a label that no group has. */
    Optional<String> label(String written) {
        return Optional.ofNullable(labels.get(written));
    }

    /** Empty for cpu, memory and disk, and for a resource that no group has. */
    Optional<String> resource(String written) {
        return Optional.ofNullable(resources.get(written));
    }
}

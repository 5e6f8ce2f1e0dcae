package io.plimsoll.autoscaler.app.plan;

import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an order leaves undone of what pods ask about zones: a zone without a node is no domain for
 * the scheduler, so all of them may come into one.
 */
final class ZoneNotes {

    private static final String ZONE = "topology.kubernetes.io/zone";

    private ZoneNotes() {}

    static List<String> of(Observation observation, Decision decision) {
        Set<ObjectKey> spread = spreadOverZones(observation);
        Map<String, String> zones = zones(observation.nodeGroups());
        Set<String> ordered = new HashSet<>();
        int pods = 0;
        for (ScaleUp scaleUp : decision.scaleUps()) {
            int helped = (int) scaleUp.pods().stream().filter(spread::contains).count();
            pods += helped;
            if (helped > 0) {
                ordered.add(zones.getOrDefault(scaleUp.nodeGroup(), "several"));
            }
        }
        boolean elsewhere = zones.values().stream().anyMatch(zone -> !ordered.contains(zone));
        if (pods < 2
                || ordered.size() != 1
                || ordered.contains("several")
                || !elsewhere
                || hasNodesElsewhere(observation, ordered)) {
            return List.of();
        }
        return List.of(
                "%d pods ask to be spread over zones, and all nodes that are ordered for them come in zone %s, where others are no domain yet; --balance-similar-node-groups spreads them over groups that are alike"
                        .formatted(pods, String.join(", ", ordered)));
    }

    private static boolean hasNodesElsewhere(Observation observation, Set<String> ordered) {
        return observation.cluster().nodes().stream()
                .flatMap(node -> Optional.ofNullable(node.metadata().labels().get(ZONE)).stream())
                .anyMatch(zone -> !ordered.contains(zone));
    }

    private static Set<ObjectKey> spreadOverZones(Observation observation) {
        Set<ObjectKey> keys = new HashSet<>();
        for (Pod pod : observation.cluster().pods()) {
            if (pod.spec().constraints().pods().spread().stream()
                    .anyMatch(constraint -> constraint.topologyKey().equals(ZONE))) {
                keys.add(pod.key());
            }
        }
        return keys;
    }

    /** Of groups that have but one. */
    private static Map<String, String> zones(List<NodeGroup> groups) {
        Map<String, String> zones = new HashMap<>();
        for (NodeGroup group : groups) {
            if (group.template() instanceof NodeGroup.Template.Known(NodeTemplate template)
                    && template.instancesByZone().size() < 2) {
                Optional.ofNullable(template.node().metadata().labels().get(ZONE))
                        .ifPresent(zone -> zones.put(group.name(), zone));
            }
        }
        return zones;
    }
}

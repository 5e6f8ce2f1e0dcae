package io.plimsoll.demo.prometheus;

import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Template;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The nodes that were there, each of the group whose labels it has. Where no series has labels of
 * nodes, and there is one group, all are of that.
 */
final class NodeSeries {

    private static final String LABEL = "label_";

    /** Of each node its own. */
    private static final List<String> OWN =
            List.of("kubernetes.io/hostname", "topology.kubernetes.io/zone");

    private final List<NodeGroup> groups;
    private final List<Seen> infos = new ArrayList<>();
    private final List<Seen> labelled = new ArrayList<>();

    NodeSeries(List<NodeGroup> groups) {
        this.groups = groups;
    }

    /** What a series of a node said, and when. */
    record Seen(String name, Map<String, String> labels, List<Series.Run> runs) {
        static Seen of(Series series) {
            return new Seen(series.label("node"), series.labels(), series.runs());
        }
    }

    /** {@code kube_node_info}. */
    void info(Series series) {
        infos.add(Seen.of(series));
    }

    /**
     * {@code kube_node_labels}, which is without labels unless kube-state-metrics was told which.
     */
    void labels(Series series) {
        if (series.labels().keySet().stream().anyMatch(label -> label.startsWith(LABEL))) {
            labelled.add(Seen.of(series));
        }
    }

    /**
     * Nodes by group and time.
     *
     * @param apart how far two samples of a node may be apart
     */
    NodePresence presence(Duration apart) {
        boolean known = !labelled.isEmpty() || groups.size() == 1;
        NodePresence presence =
                new NodePresence(groups, known && !(labelled.isEmpty() && infos.isEmpty()));
        for (Seen node : labelled.isEmpty() ? infos : labelled) {
            Optional<NodeGroup> group =
                    labelled.isEmpty()
                            ? groups.stream().filter(_ -> groups.size() == 1).findFirst()
                            : group(node);
            presence.add(node, group, apart);
        }
        return presence;
    }

    private Optional<NodeGroup> group(Seen node) {
        Optional<NodeGroup> best = Optional.empty();
        int most = 0;
        for (NodeGroup group : groups) {
            int alike =
                    group.template() instanceof Template.Known(NodeTemplate template)
                            ? alike(node, template)
                            : 0;
            if (alike > most) {
                best = Optional.of(group);
                most = alike;
            }
        }
        return best;
    }

    /** How many labels a node has as the template has them; 0 where one is another. */
    private static int alike(Seen node, NodeTemplate template) {
        int alike = 0;
        SortedMap<String, SortedSet<String>> values = new TreeMap<>();
        template.node()
                .metadata()
                .labels()
                .forEach((key, value) ->
                        values.computeIfAbsent(key, _ -> new TreeSet<>()).add(value));
        template.variants()
                .forEach(variant ->
                        variant.forEach((key, value) ->
                                values.computeIfAbsent(key, _ -> new TreeSet<>()).add(value)));
        for (Map.Entry<String, SortedSet<String>> label : values.entrySet()) {
            String there = node.labels().getOrDefault(LABEL + Names.written(label.getKey()), "");
            if (there.isEmpty() || OWN.contains(label.getKey())) {
                continue;
            }
            if (!label.getValue().contains(there)) {
                return 0;
            }
            alike++;
        }
        return alike;
    }
}

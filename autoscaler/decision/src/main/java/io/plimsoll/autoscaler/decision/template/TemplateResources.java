package io.plimsoll.autoscaler.decision.template;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.Resources;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a real node of a group does not say of the next one, and the cloud does. */
final class TemplateResources {

    private TemplateResources() {}

    /**
     * With the extended resources that the cloud promises and the node does not show (yet): a
     * device plugin may still be starting there. Where another type may come, the node says no more
     * than what holds for all: the least of each resource.
     */
    static Node complete(Node node, NodeTemplate template) {
        Node complete = addMissing(node, template.node());
        if (!template.isMixed()) {
            return complete;
        }
        SortedMap<String, String> labels = new TreeMap<>(complete.metadata().labels());
        labels.putAll(template.variants().getFirst());
        Node.Status status = complete.status();
        Node.Status promised = template.node().status();
        return new Node(
                        complete.name(),
                        complete.metadata(),
                        complete.spec(),
                        new Node.Status(
                                status.capacity().least(promised.capacity()),
                                status.allocatable().least(promised.allocatable()),
                                status.conditions()))
                .withLabels(labels);
    }

    private static Node addMissing(Node node, Node promised) {
        SortedMap<String, Long> missing = new TreeMap<>(promised.status().capacity().extended());
        missing.keySet().removeAll(node.status().capacity().extended().keySet());
        if (missing.isEmpty()) {
            return node;
        }
        Resources more = new Resources(0, 0, 0, 0, missing);
        Node.Status status =
                new Node.Status(
                        node.status().capacity().plus(more),
                        node.status().allocatable().plus(more),
                        node.status().conditions());
        return new Node(node.name(), node.metadata(), node.spec(), status);
    }
}

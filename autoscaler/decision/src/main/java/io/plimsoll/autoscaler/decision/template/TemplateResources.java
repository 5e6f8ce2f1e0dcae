package io.plimsoll.autoscaler.decision.template;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Resources;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Extended resources that the cloud promises and a real node does not show (yet): a device plugin
 * may still be starting there.
 */
final class TemplateResources {

    private TemplateResources() {}

    static Node addMissing(Node node, Node promised) {
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

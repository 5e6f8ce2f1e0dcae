package io.plimsoll.autoscaler.decision.template;

import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.autoscaler.decision.model.Resources;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The next node of a group.
 *
 * @param pods DaemonSet and mirror pods that every node of the group has
 * @param price of one such node
 */
public record GroupTemplate(NodeGroup group, Node node, List<Pod> pods, Price price) {

    private static final String HOSTNAME_LABEL = "kubernetes.io/hostname";

    public GroupTemplate {
        pods = List.copyOf(pods);
    }

    /** What its own pods leave of a new node. */
    public Resources free() {
        Resources free = node.status().allocatable();
        for (Pod pod : pods) {
            free = free.minus(pod.spec().requests());
        }
        return free;
    }

    /** A node made from the template. Two of them differ in name, host name and names of pods. */
    public NewNode newNode(String name) {
        SortedMap<String, String> labels = new TreeMap<>(node.metadata().labels());
        labels.put(HOSTNAME_LABEL, name);
        Metadata metadata =
                new Metadata(
                        "",
                        labels,
                        node.metadata().annotations(),
                        node.metadata().creationTime(),
                        node.metadata().deletionTime());
        Node named =
                new Node(
                        name,
                        metadata,
                        new Node.Spec("", node.spec().unschedulable(), node.spec().taints()),
                        node.status());
        return new NewNode(named, pods.stream().map(pod -> copyOf(pod, name)).toList());
    }

    private static Pod copyOf(Pod pod, String node) {
        ObjectKey key = new ObjectKey(pod.key().namespace(), pod.key().name() + "-" + node);
        Pod copy = new Pod(key, pod.metadata(), pod.controller(), pod.spec(), Pod.Status.RUNNING);
        return copy.on(node);
    }

    /** A node that is not there yet, with its pods bound to it. */
    public record NewNode(Node node, List<Pod> pods) {
        public NewNode {
            pods = List.copyOf(pods);
        }
    }
}

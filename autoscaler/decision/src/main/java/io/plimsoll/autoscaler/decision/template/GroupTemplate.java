package io.plimsoll.autoscaler.decision.template;

import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.autoscaler.decision.model.Resources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The next node of a group.
 *
 * @param node the first that would come of an order made now
 * @param pods DaemonSet and mirror pods that every node of the group has
 * @param price of one such node
 */
public record GroupTemplate(
        NodeGroup group, Node node, List<Pod> pods, Price price, Outlook outlook) {

    private static final String HOSTNAME_LABEL = "kubernetes.io/hostname";

    private static final List<String> ZONE_LABELS =
            List.of(
                    "topology.kubernetes.io/zone",
                    "failure-domain.beta.kubernetes.io/zone",
                    "topology.ebs.csi.aws.com/zone");
    private static final Map<String, String> SPOT =
            Map.of("eks.amazonaws.com/capacityType", "SPOT", "karpenter.sh/capacity-type", "spot");

    private static final String ZONE_ID_LABEL = "topology.k8s.aws/zone-id";

    public GroupTemplate {
        pods = List.copyOf(pods);
    }

    /**
     * What is not sure of the nodes to come.
     *
     * @param variants nodes that may come as well as the template's, if several types may
     * @param zones of the nodes to come, those that are ordered already first
     * @param ordered how many are ordered and not even launched
     * @param computed the group by the cloud's word alone, where a real node is the template
     */
    public record Outlook(
            List<Node> variants, ZoneTurns zones, int ordered, Optional<GroupTemplate> computed) {

        static final Outlook SURE = new Outlook(List.of(), ZoneTurns.NONE, 0, Optional.empty());

        public Outlook {
            variants = List.copyOf(variants);
        }
    }

    /** Its instances are Spot instances, as its nodes' labels say. */
    public boolean isSpot() {
        return SPOT.entrySet().stream()
                .anyMatch(spot ->
                        spot.getValue().equals(node.metadata().labels().get(spot.getKey())));
    }

    /** Nobody can say which of several types comes, or what one that is there costs. */
    public boolean isMixed() {
        return !outlook.variants().isEmpty();
    }

    /** Of how many types and zones the cloud may choose for the next node. */
    public int choices() {
        return (1 + outlook.variants().size()) * outlook.zones().count();
    }

    /**
     * @param turn 0 for the first that an order made now brings
     */
    public Node node(int turn) {
        return outlook.zones().areSeveral()
                ? inZone(node, outlook.zones().zone(outlook.ordered() + turn))
                : node;
    }

    /** The next node when so many more have been ordered. */
    public GroupTemplate after(int newNodes) {
        NodeGroup grown =
                new NodeGroup(
                        group.name(),
                        group.size().withTarget(group.size().target() + newNodes),
                        group.instances(),
                        group.template(),
                        group.options());
        Outlook later =
                new Outlook(
                        outlook.variants(),
                        outlook.zones(),
                        outlook.ordered() + newNodes,
                        outlook.computed());
        return new GroupTemplate(grown, node(newNodes), pods, price, later);
    }

    static Node inZone(Node node, String zone) {
        if (zone.equals(node.metadata().labels().get(ZONE_LABELS.getFirst()))) {
            return node;
        }
        SortedMap<String, String> labels = new TreeMap<>(node.metadata().labels());
        labels.remove(ZONE_ID_LABEL);
        ZONE_LABELS.forEach(label -> labels.replace(label, zone));
        labels.put(ZONE_LABELS.getFirst(), zone);
        return node.withLabels(labels);
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
        return newNode(name, node(0));
    }

    /**
     * One that is ordered already.
     *
     * @param number 0 for the first of them
     * @param launched zones of those that have been launched, which come first
     */
    public NewNode orderedNode(String name, int number, List<String> launched) {
        if (!outlook.zones().areSeveral()) {
            return newNode(name, node);
        }
        String zone =
                number < launched.size()
                        ? launched.get(number)
                        : outlook.zones().zone(number - launched.size());
        return newNode(name, inZone(node, zone));
    }

    public NewNode newNode(String name, Node like) {
        SortedMap<String, String> labels = new TreeMap<>(like.metadata().labels());
        labels.put(HOSTNAME_LABEL, name);
        Metadata metadata =
                new Metadata(
                        "",
                        labels,
                        like.metadata().annotations(),
                        like.metadata().creationTime(),
                        like.metadata().deletionTime());
        Node named =
                new Node(
                        name,
                        metadata,
                        new Node.Spec("", like.spec().unschedulable(), like.spec().taints()),
                        like.status());
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

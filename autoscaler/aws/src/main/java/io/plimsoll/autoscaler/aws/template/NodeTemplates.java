package io.plimsoll.autoscaler.aws.template;

import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Template;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.environment.ec2.NodeLabels;
import io.plimsoll.environment.tags.NodeTemplateTags;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.eks.model.Nodegroup;

/**
 * What the next node of a group will look like: what pods may use of the machine, not what it has;
 * labels as kubelet, cloud controller and EKS set them; taints.
 */
public final class NodeTemplates {

    private static final String CLUSTER_TAG = "eks:cluster-name";
    static final String NODE_GROUP_TAG = "eks:nodegroup-name";
    private static final String IMAGE_LABEL = "eks.amazonaws.com/nodegroup-image";

    private final MachineReader machines;
    private final ManagedNodeGroups managedNodeGroups;
    private final InstancePrices prices;

    public NodeTemplates(TemplateSources sources) {
        this.machines = new MachineReader(sources.launchTemplates(), sources.instanceShapes());
        this.managedNodeGroups = sources.managedNodeGroups();
        this.prices = sources.prices();
    }

    /** Never fails: a group that cannot be described leaves the others alone. */
    public Template of(AutoScalingGroup group, NodeTemplateTags tags) {
        try {
            return new Template.Known(template(group, tags));
        } catch (TemplateException e) {
            String reason = String.valueOf(e.getMessage());
            return switch (e.kind()) {
                case UNKNOWN -> new Template.Unknown(reason);
                case LEFT_ALONE -> new Template.LeftAlone(reason);
            };
        } catch (CloudException e) {
            return new Template.Unknown(String.valueOf(e.getMessage()));
        }
    }

    private NodeTemplate template(AutoScalingGroup group, NodeTemplateTags tags) {
        Optional<Nodegroup> managed = managed(group);
        Machine machine = machines.read(group, managed);
        String name = "template-of-" + group.autoScalingGroupName();
        SortedMap<String, String> labels = labels(group, machine, managed, tags);
        labels.put("kubernetes.io/hostname", name);
        Node.Spec spec =
                new Node.Spec(
                        "aws:///%s/%s".formatted(zone(group), name),
                        false,
                        TemplateTaints.of(managed, tags));
        Node node =
                new Node(
                        name,
                        new Metadata("", labels, new TreeMap<>(), Instant.EPOCH, Optional.empty()),
                        spec,
                        MachineResources.of(machine, tags.resources()));
        InstancePrices.Quote cost =
                MachineResources.price(machine, group.availabilityZones(), prices);
        SortedMap<String, String> origins = TemplateOrigins.of(group, machine, managed, tags, node);
        if (cost.price().isKnown()) {
            origins.put(NodeTemplate.PRICE, cost.source());
        }
        return new NodeTemplate(
                node, cost.price(), variants(machine), instancesByZone(group), origins);
    }

    private static List<SortedMap<String, String>> variants(Machine machine) {
        return machine.types().size() == 1
                ? List.of()
                : machine.types().stream().map(NodeLabels::ofType).toList();
    }

    /** Those that stay. */
    private static SortedMap<String, Integer> instancesByZone(AutoScalingGroup group) {
        SortedMap<String, Integer> byZone = new TreeMap<>();
        group.availabilityZones().forEach(zone -> byZone.put(zone, 0));
        group.instances().stream()
                .filter(instance ->
                        !String.valueOf(instance.lifecycleStateAsString()).startsWith("Terminat"))
                .forEach(instance ->
                        byZone.computeIfPresent(
                                instance.availabilityZone(), (_, count) -> count + 1));
        return byZone;
    }

    /**
     * EKS replaces broken nodes of the group by itself (node auto repair), or may do so: nobody
     * could ask.
     */
    public boolean areRepairedByEks(AutoScalingGroup group) {
        if (!GroupSelection.tagsOf(group).containsKey(NODE_GROUP_TAG)) {
            return false;
        }
        try {
            return managed(group)
                    .map(nodes ->
                            nodes.nodeRepairConfig() != null
                                    && Boolean.TRUE.equals(nodes.nodeRepairConfig().enabled()))
                    .orElse(true);
        } catch (CloudException _) {
            return true;
        }
    }

    private Optional<Nodegroup> managed(AutoScalingGroup group) {
        Map<String, String> tags = GroupSelection.tagsOf(group);
        String cluster = tags.get(CLUSTER_TAG);
        String name = tags.get(NODE_GROUP_TAG);
        return cluster == null || name == null
                ? Optional.empty()
                : managedNodeGroups.find(cluster, name);
    }

    /** Later ones win: the machine's, what tags say, what EKS itself says. */
    private static SortedMap<String, String> labels(
            AutoScalingGroup group,
            Machine machine,
            Optional<Nodegroup> managed,
            NodeTemplateTags tags) {
        SortedMap<String, String> labels = NodeLabels.ofType(machine.first());
        labels.putAll(NodeLabels.ofSystem(os(managed)));
        labels.putAll(ofZone(zone(group)));
        labels.putAll(tags.labels());
        Optional.ofNullable(GroupSelection.tagsOf(group).get(NODE_GROUP_TAG))
                .ifPresent(name -> {
                    labels.putAll(NodeLabels.ofNodeGroup(name, machine.capacity().name()));
                    machine.imageId().ifPresent(image -> labels.put(IMAGE_LABEL, image));
                });
        managed.ifPresent(nodes -> labels.putAll(nodes.labels()));
        return labels;
    }

    private static String os(Optional<Nodegroup> managed) {
        return managed.map(Nodegroup::amiTypeAsString)
                        .filter(image -> image.startsWith("WINDOWS"))
                        .isPresent()
                ? "windows"
                : "linux";
    }

    private static SortedMap<String, String> ofZone(String zone) {
        return NodeLabels.ofZone(zone)
                .orElseThrow(() ->
                        new TemplateException("\"%s\" is no availability zone".formatted(zone)));
    }

    /** The first, though a group of several zones may launch in any of them. */
    private static String zone(AutoScalingGroup group) {
        List<String> zones = group.availabilityZones();
        if (zones.isEmpty()) {
            throw new TemplateException("it has no availability zone");
        }
        return zones.getFirst();
    }
}

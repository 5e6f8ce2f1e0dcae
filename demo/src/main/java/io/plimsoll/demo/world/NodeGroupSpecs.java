package io.plimsoll.demo.world;

import io.plimsoll.autoscaler.aws.GroupMapping;
import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.aws.discovery.SelectedGroup;
import io.plimsoll.autoscaler.aws.template.NodeTemplates;
import io.plimsoll.autoscaler.aws.template.TemplateSources;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.demo.UnplayableException;
import io.plimsoll.demo.world.CloudAssembly.Resource;
import io.plimsoll.environment.ec2.InstanceTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateOverrides;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.eks.model.CapacityTypes;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.Taint;
import tools.jackson.databind.JsonNode;

/**
 * The Auto Scaling groups that the templates would bring about. They are described as AWS would
 * describe them and then read by the code that reads them from AWS, so that the demo's nodes are
 * what the deployed autoscaler expects.
 */
final class NodeGroupSpecs {

    private static final String NODE_GROUP = "AWS::EKS::Nodegroup";
    private static final String SIZE = "Custom::NodeGroupSize";
    private static final String TAGS = "Custom::AutoScalingGroupTags";

    private final CloudAssembly assembly;
    private final GroupSelection selection;

    /**
     * @param selection which groups the autoscaler of the manifests would find
     */
    NodeGroupSpecs(CloudAssembly assembly, GroupSelection selection) {
        this.assembly = assembly;
        this.selection = selection;
    }

    List<SimulatedNodeGroup> all() {
        return assembly.resources(NODE_GROUP).stream().map(this::group).toList();
    }

    private SimulatedNodeGroup group(Resource resource) {
        AutoScalingGroup described = describe(resource);
        NodeTemplates templates =
                new NodeTemplates(
                        new TemplateSources(
                                _ -> Optional.of(launchTemplate(resource)),
                                InstanceTypes::find,
                                (_, _) -> Optional.of(managed(resource))));
        Optional<SelectedGroup> selected = selection.select(described);
        NodeGroup group =
                new GroupMapping(templates)
                        .toNodeGroup(selected.orElseGet(() -> SelectedGroup.of(described)));
        return new SimulatedNodeGroup(
                group.name(),
                group.size(),
                new SimulatedNodeGroup.Machine(
                        resource.properties().path("InstanceTypes").path(0).asString(""),
                        known(group),
                        described.availabilityZones()),
                group.options(),
                selected.isPresent());
    }

    private static NodeTemplate known(NodeGroup group) {
        return switch (group.template()) {
            case NodeGroup.Template.Known(NodeTemplate template) -> template;
            case NodeGroup.Template.Unknown(String problem) ->
                    throw new UnplayableException("Node group " + group.name() + ": " + problem);
        };
    }

    private AutoScalingGroup describe(Resource resource) {
        JsonNode properties = resource.properties();
        String name = properties.path("NodegroupName").asString("");
        JsonNode scaling = properties.path("ScalingConfig");
        int min = scaling.path("MinSize").asInt();
        return AutoScalingGroup.builder()
                .autoScalingGroupName(name)
                .minSize(min)
                .maxSize(scaling.path("MaxSize").asInt())
                .desiredCapacity(
                        sibling(SIZE, name)
                                .map(size -> size.properties().path("InitialDesiredSize").asInt())
                                .orElseGet(() -> scaling.path("DesiredSize").asInt(min)))
                .availabilityZones(zones(resource))
                .mixedInstancesPolicy(policy ->
                        policy.launchTemplate(launch ->
                                launch.launchTemplateSpecification(template ->
                                                template.launchTemplateId(name).version("1"))
                                        .overrides(overrides(properties))))
                .tags(tags(resource, name))
                .build();
    }

    private static List<LaunchTemplateOverrides> overrides(JsonNode properties) {
        return strings(properties.path("InstanceTypes")).stream()
                .map(type -> LaunchTemplateOverrides.builder().instanceType(type).build())
                .toList();
    }

    /** The tags that EKS itself sets, and those that the stack's custom resource adds. */
    private List<TagDescription> tags(Resource resource, String name) {
        SortedMap<String, String> tags = new TreeMap<>();
        tags.put("eks:cluster-name", resource.properties().path("ClusterName").asString(""));
        tags.put("eks:nodegroup-name", name);
        sibling(TAGS, name)
                .ifPresent(custom -> {
                    for (JsonNode tag : custom.properties().path("Tags")) {
                        tags.put(tag.path("Key").asString(""), tag.path("Value").asString(""));
                    }
                });
        return tags.entrySet().stream()
                .map(tag ->
                        TagDescription.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private Optional<Resource> sibling(String type, String nodeGroup) {
        return assembly.resources(type).stream()
                .filter(resource ->
                        resource.properties().path("NodeGroupName").asString("").equals(nodeGroup))
                .findFirst();
    }

    /**
     * Of the subnets; for subnets that are there already the template does not say, and one zone
     * stands for all.
     */
    private List<String> zones(Resource resource) {
        List<String> zones = new ArrayList<>();
        for (JsonNode subnet : resource.properties().path("Subnets")) {
            assembly.referred(resource.stack(), subnet)
                    .map(referred -> referred.properties().path("AvailabilityZone").asString(""))
                    .filter(zone -> !zone.isEmpty() && !zones.contains(zone))
                    .ifPresent(zones::add);
        }
        return zones.isEmpty() ? List.of(assembly.region() + "a") : List.copyOf(zones);
    }

    private ResponseLaunchTemplateData launchTemplate(Resource resource) {
        JsonNode disk =
                assembly.referred(
                                resource.stack(),
                                resource.properties().path("LaunchTemplate").path("Id"))
                        .map(Resource::properties)
                        .map(template ->
                                template.path("LaunchTemplateData")
                                        .path("BlockDeviceMappings")
                                        .path(0)
                                        .path("Ebs")
                                        .path("VolumeSize"))
                        .orElse(resource.properties().path("DiskSize"));
        ResponseLaunchTemplateData.Builder data = ResponseLaunchTemplateData.builder();
        if (disk.isNumber()) {
            data.blockDeviceMappings(
                    LaunchTemplateBlockDeviceMapping.builder()
                            .ebs(ebs -> ebs.volumeSize(disk.asInt()))
                            .build());
        }
        return data.build();
    }

    private static Nodegroup managed(Resource resource) {
        JsonNode properties = resource.properties();
        Map<String, String> labels = new TreeMap<>();
        properties
                .path("Labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asString("")));
        List<Taint> taints = new ArrayList<>();
        for (JsonNode taint : properties.path("Taints")) {
            taints.add(
                    Taint.builder()
                            .key(taint.path("Key").asString(""))
                            .value(taint.path("Value").asString(""))
                            .effect(taint.path("Effect").asString(""))
                            .build());
        }
        return Nodegroup.builder()
                .labels(labels)
                .taints(taints)
                .capacityType(
                        CapacityTypes.fromValue(
                                properties.path("CapacityType").asString("ON_DEMAND")))
                .amiType(properties.path("AmiType").asString(""))
                .build();
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(each -> strings.add(each.asString("")));
        return strings;
    }
}

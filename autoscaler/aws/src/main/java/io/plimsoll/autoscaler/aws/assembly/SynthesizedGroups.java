package io.plimsoll.autoscaler.aws.assembly;

import io.plimsoll.autoscaler.aws.assembly.CloudAssembly.Resource;
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

/** The Auto Scaling groups that templates would bring about, as AWS would describe them. */
public final class SynthesizedGroups {

    private static final String NODE_GROUP = "AWS::EKS::Nodegroup";
    private static final String SIZE = "Custom::NodeGroupSize";
    private static final String TAGS = "Custom::AutoScalingGroupTags";

    private final CloudAssembly assembly;

    public SynthesizedGroups(CloudAssembly assembly) {
        this.assembly = assembly;
    }

    /**
     * One group.
     *
     * @param described the group itself, named like its node group
     * @param managed what EKS says of the node group behind it
     * @param launchTemplate what EC2 says of its newest launch template
     */
    public record SynthesizedGroup(
            AutoScalingGroup described,
            Nodegroup managed,
            ResponseLaunchTemplateData launchTemplate) {}

    /** In the templates' order. */
    public List<SynthesizedGroup> all() {
        return assembly.resources(NODE_GROUP).stream()
                .map(resource ->
                        new SynthesizedGroup(
                                describe(resource), managed(resource), launchTemplate(resource)))
                .toList();
    }

    private AutoScalingGroup describe(Resource resource) {
        JsonNode properties = resource.properties();
        String name = properties.path("NodegroupName").asString("");
        JsonNode scaling = properties.path("ScalingConfig");
        int min = resource.whole(scaling.path("MinSize"), "ScalingConfig.MinSize");
        return AutoScalingGroup.builder()
                .autoScalingGroupName(name)
                .minSize(min)
                .maxSize(resource.whole(scaling.path("MaxSize"), "ScalingConfig.MaxSize"))
                .desiredCapacity(
                        sibling(SIZE, name)
                                .map(size ->
                                        size.whole(
                                                size.properties().path("InitialDesiredSize"),
                                                "InitialDesiredSize"))
                                .orElseGet(() -> scaling.path("DesiredSize").asInt(min)))
                .availabilityZones(zones(resource))
                .mixedInstancesPolicy(policy ->
                        policy.launchTemplate(launch ->
                                launch.launchTemplateSpecification(template ->
                                                template.launchTemplateId(name).version("1"))
                                        .overrides(overrides(types(resource)))))
                .tags(tags(resource, name))
                .build();
    }

    /** A group of one type has it in its launch template. */
    private List<String> types(Resource resource) {
        List<String> named = strings(resource.properties().path("InstanceTypes"));
        return named.isEmpty()
                ? launchTemplateData(resource)
                        .map(data -> data.path("InstanceType").asString(""))
                        .filter(type -> !type.isEmpty())
                        .stream()
                        .toList()
                : named;
    }

    private static List<LaunchTemplateOverrides> overrides(List<String> types) {
        return types.stream()
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
                launchTemplateData(resource)
                        .map(template ->
                                template.path("BlockDeviceMappings")
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

    private Optional<JsonNode> launchTemplateData(Resource resource) {
        return assembly.referred(
                        resource.stack(), resource.properties().path("LaunchTemplate").path("Id"))
                .map(template -> template.properties().path("LaunchTemplateData"));
    }

    private Nodegroup managed(Resource resource) {
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
                .clusterName(properties.path("ClusterName").asString(""))
                .nodegroupName(properties.path("NodegroupName").asString(""))
                .instanceTypes(types(resource))
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

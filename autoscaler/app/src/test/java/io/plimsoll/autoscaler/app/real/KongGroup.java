package io.plimsoll.autoscaler.app.real;

import io.plimsoll.environment.tags.DiscoveryTags;
import io.plimsoll.testbed.EmulatedAws;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.Tag;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceType;

/** An Auto Scaling group of the emulated AWS. */
final class KongGroup implements AutoCloseable {

    static final String GROUP = "kong";
    static final String CLUSTER = "demo";
    static final String ZONE = "us-west-1a";
    static final Region REGION = Region.US_WEST_1;

    private static final String TEMPLATE = "k8s.io/cluster-autoscaler/node-template/";

    private final String name;
    private final InstanceType type;
    private final AutoScalingClient autoScaling;
    private final Ec2Client ec2;

    KongGroup(URI endpoint) {
        this(endpoint, GROUP, InstanceType.T3_LARGE);
    }

    /** Another group of Kong's. */
    KongGroup(URI endpoint, String name, InstanceType type) {
        this.name = name;
        this.type = type;
        this.autoScaling = at(AutoScalingClient.builder(), endpoint).build();
        this.ec2 = at(Ec2Client.builder(), endpoint).build();
    }

    /** What makes an autoscaler find the group, and know its nodes while it has none. */
    static Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>(DiscoveryTags.of(CLUSTER));
        tags.put(TEMPLATE + "label/plimsoll.io/workload", "kong");
        tags.put(TEMPLATE + "taint/plimsoll.io/workload", "kong:NoSchedule");
        tags.put(TEMPLATE + "resources/pods", String.valueOf(Cluster.PODS_PER_NODE));
        return tags;
    }

    void create(int min, int max, int desired, Map<String, String> tags) {
        String template =
                ec2.createLaunchTemplate(request ->
                                request.launchTemplateName(name)
                                        .launchTemplateData(
                                                data -> data.instanceType(type).imageId(image())))
                        .launchTemplate()
                        .launchTemplateId();
        autoScaling.createAutoScalingGroup(request ->
                request.autoScalingGroupName(name)
                        .minSize(min)
                        .maxSize(max)
                        .desiredCapacity(desired)
                        .availabilityZones(ZONE)
                        .launchTemplate(
                                launch -> launch.launchTemplateId(template).version("$Latest"))
                        .tags(tags.entrySet().stream().map(this::tag).toList()));
    }

    /** With its instances, as somebody may by mistake. */
    void delete() {
        autoScaling.deleteAutoScalingGroup(
                request -> request.autoScalingGroupName(name).forceDelete(true));
        ec2.deleteLaunchTemplate(request -> request.launchTemplateName(name));
    }

    /** As somebody does who needs more nodes, and asks nobody. */
    void resize(int desired) {
        autoScaling.setDesiredCapacity(
                request -> request.autoScalingGroupName(name).desiredCapacity(desired));
    }

    InstanceType type() {
        return type;
    }

    int desired() {
        return found().mapToInt(AutoScalingGroup::desiredCapacity).sum();
    }

    /** Ids of the instances that are not ending, in the order of their launch. */
    List<String> instances() {
        return found().flatMap(group -> group.instances().stream())
                .filter(instance -> instance.lifecycleState() == LifecycleState.IN_SERVICE)
                .map(Instance::instanceId)
                .toList();
    }

    @Override
    public void close() {
        autoScaling.close();
        ec2.close();
    }

    /** None where it was deleted. */
    private Stream<AutoScalingGroup> found() {
        return autoScaling
                .describeAutoScalingGroups(request -> request.autoScalingGroupNames(name))
                .autoScalingGroups()
                .stream();
    }

    private String image() {
        return ec2.describeImages(request -> request.owners("amazon"))
                .images()
                .getFirst()
                .imageId();
    }

    private Tag tag(Map.Entry<String, String> tag) {
        return Tag.builder()
                .key(tag.getKey())
                .value(tag.getValue())
                .resourceId(name)
                .resourceType("auto-scaling-group")
                .propagateAtLaunch(true)
                .build();
    }

    private static <B extends AwsClientBuilder<B, ?>> B at(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(REGION)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(EmulatedAws.KEY, EmulatedAws.KEY)));
    }
}

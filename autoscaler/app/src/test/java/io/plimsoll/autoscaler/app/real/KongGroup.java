package io.plimsoll.autoscaler.app.real;

import io.plimsoll.testbed.EmulatedAws;
import java.net.URI;
import java.util.List;
import java.util.Map;
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

    private final AutoScalingClient autoScaling;
    private final Ec2Client ec2;

    KongGroup(URI endpoint) {
        this.autoScaling = at(AutoScalingClient.builder(), endpoint).build();
        this.ec2 = at(Ec2Client.builder(), endpoint).build();
    }

    void create(int min, int max, int desired, Map<String, String> tags) {
        String template =
                ec2.createLaunchTemplate(request ->
                                request.launchTemplateName(GROUP)
                                        .launchTemplateData(data ->
                                                data.instanceType(InstanceType.T3_LARGE)
                                                        .imageId(image())))
                        .launchTemplate()
                        .launchTemplateId();
        autoScaling.createAutoScalingGroup(request ->
                request.autoScalingGroupName(GROUP)
                        .minSize(min)
                        .maxSize(max)
                        .desiredCapacity(desired)
                        .availabilityZones(ZONE)
                        .launchTemplate(
                                launch -> launch.launchTemplateId(template).version("$Latest"))
                        .tags(tags.entrySet().stream().map(KongGroup::tag).toList()));
    }

    int desired() {
        return group().desiredCapacity();
    }

    /** Ids of the instances that are not ending, in the order of their launch. */
    List<String> instances() {
        return group().instances().stream()
                .filter(instance -> instance.lifecycleState() == LifecycleState.IN_SERVICE)
                .map(Instance::instanceId)
                .toList();
    }

    @Override
    public void close() {
        autoScaling.close();
        ec2.close();
    }

    private AutoScalingGroup group() {
        return autoScaling
                .describeAutoScalingGroups(request -> request.autoScalingGroupNames(GROUP))
                .autoScalingGroups()
                .getFirst();
    }

    private String image() {
        return ec2.describeImages(request -> request.owners("amazon"))
                .images()
                .getFirst()
                .imageId();
    }

    private static Tag tag(Map.Entry<String, String> tag) {
        return Tag.builder()
                .key(tag.getKey())
                .value(tag.getValue())
                .resourceId(GROUP)
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

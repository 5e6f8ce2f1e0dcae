package io.plimsoll.demo.real;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.plimsoll.autoscaler.aws.AwsClients;
import io.plimsoll.autoscaler.aws.assembly.SynthesizedGroups.SynthesizedGroup;
import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.autoscaler.simulation.spec.Timing.InstanceTiming;
import io.plimsoll.demo.UnplayableException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.Tag;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;

/**
 * Auto Scaling groups of an emulated AWS, and what nobody emulates: that an instance boots and
 * registers as a node, which kwok then keeps, and that the node goes some time after its instance.
 */
final class Machines implements AutoCloseable {

    private final AwsClients aws;
    private final KubernetesClient kube;
    private final InstanceTiming timing;
    private final Map<String, SimulatedNodeGroup> specs = new TreeMap<>();
    private final Map<String, Instant> joins = new HashMap<>();
    private final Map<String, Instant> leaves = new HashMap<>();
    private final TreeSet<String> joined = new TreeSet<>();

    /**
     * @param groups whose instances boot as {@code timing} says
     */
    Machines(
            AwsClients aws,
            KubernetesClient kube,
            List<SimulatedNodeGroup> groups,
            InstanceTiming timing) {
        this.aws = aws;
        this.kube = kube;
        this.timing = timing;
        groups.forEach(group -> specs.put(group.name(), group));
    }

    /**
     * A group as AWS tells.
     *
     * @param instances that are not ending, by id, each with its zone
     */
    record Group(String name, int desired, Map<String, String> instances) {}

    /**
     * @throws UnplayableException when a group of such a name is there, or AWS does not answer
     */
    void refuseWhatIsThere() {
        try {
            List<String> there = groups().stream().map(Group::name).toList();
            if (!there.isEmpty()) {
                throw new UnplayableException(
                        "AWS_ENDPOINT_URL has Auto Scaling groups of these names already, and the story makes its own: "
                                + String.join(", ", there));
            }
        } catch (SdkException e) {
            throw new UnplayableException("AWS_ENDPOINT_URL: " + e.getMessage());
        }
    }

    void create(List<SynthesizedGroup> groups) {
        List<String> zones =
                aws.ec2().describeAvailabilityZones().availabilityZones().stream()
                        .map(AvailabilityZone::zoneName)
                        .toList();
        String image =
                aws.ec2()
                        .describeImages(request -> request.owners("amazon"))
                        .images()
                        .getFirst()
                        .imageId();
        groups.forEach(group -> create(group.described(), image, zones));
    }

    private void create(AutoScalingGroup group, String image, List<String> offered) {
        String name = group.autoScalingGroupName();
        String type = spec(name).machine().instanceType();
        String template =
                aws.ec2()
                        .createLaunchTemplate(request ->
                                request.launchTemplateName(name)
                                        .launchTemplateData(
                                                data -> data.instanceType(type).imageId(image)))
                        .launchTemplate()
                        .launchTemplateId();
        List<String> zones = group.availabilityZones().stream().filter(offered::contains).toList();
        aws.autoScaling()
                .createAutoScalingGroup(request ->
                        request.autoScalingGroupName(name)
                                .minSize(group.minSize())
                                .maxSize(group.maxSize())
                                .desiredCapacity(group.desiredCapacity())
                                .availabilityZones(zones.isEmpty() ? offered : zones)
                                .launchTemplate(launch ->
                                        launch.launchTemplateId(template).version("$Latest"))
                                .tags(
                                        group.tags().stream()
                                                .map(tag ->
                                                        Tag.builder()
                                                                .key(tag.key())
                                                                .value(tag.value())
                                                                .resourceId(name)
                                                                .resourceType("auto-scaling-group")
                                                                .propagateAtLaunch(true)
                                                                .build())
                                                .toList()));
    }

    private SimulatedNodeGroup spec(String group) {
        SimulatedNodeGroup spec = specs.get(group);
        if (spec == null) {
            throw new IllegalStateException("no group " + group);
        }
        return spec;
    }

    List<Group> groups() {
        return aws
                .autoScaling()
                .describeAutoScalingGroups(request -> request.autoScalingGroupNames(specs.keySet()))
                .autoScalingGroups()
                .stream()
                .map(Machines::group)
                .toList();
    }

    private static Group group(AutoScalingGroup group) {
        SortedMap<String, String> instances = new TreeMap<>();
        for (Instance instance : group.instances()) {
            if (instance.lifecycleState() == LifecycleState.IN_SERVICE) {
                instances.put(instance.instanceId(), instance.availabilityZone());
            }
        }
        return new Group(group.autoScalingGroupName(), group.desiredCapacity(), instances);
    }

    /** Those that are there at the begin are Ready at once. */
    void joinAll() {
        groups().forEach(group ->
                group.instances().forEach((instance, zone) -> join(group.name(), instance, zone)));
    }

    /** What kubelets and the cloud controller do by now. */
    void tick(Scene scene) {
        SortedMap<String, String> alive = new TreeMap<>();
        for (Group group : scene.groups()) {
            alive.putAll(group.instances());
            group.instances()
                    .forEach((instance, zone) -> {
                        Duration boot = timing.instanceBoot().plus(timing.nodeReady());
                        Instant due = joins.computeIfAbsent(instance, _ -> scene.time().plus(boot));
                        if (!joined.contains(instance) && !due.isAfter(scene.time())) {
                            join(group.name(), instance, zone);
                        }
                    });
        }
        for (String instance : List.copyOf(joined)) {
            if (!alive.containsKey(instance)) {
                Instant due =
                        leaves.computeIfAbsent(
                                instance, _ -> scene.time().plus(timing.instanceStop()));
                if (!due.isAfter(scene.time())) {
                    kube.nodes().withName(instance).delete();
                    joined.remove(instance);
                }
            }
        }
    }

    private void join(String group, String instance, String zone) {
        kube.resource(node(spec(group), instance, zone)).create();
        joins.putIfAbsent(instance, Instant.now());
        joined.add(instance);
    }

    private static Node node(SimulatedNodeGroup group, String instance, String zone) {
        var template = group.machine().template().node();
        SortedMap<String, String> labels = new TreeMap<>(template.metadata().labels());
        labels.put("kubernetes.io/hostname", instance);
        labels.put("node.kubernetes.io/instance-type", group.machine().instanceType());
        labels.put("topology.kubernetes.io/zone", zone);
        List<Taint> taints =
                template.spec().taints().stream()
                        .filter(taint -> !group.machine().startupTaints().contains(taint.key()))
                        .map(taint ->
                                new TaintBuilder()
                                        .withKey(taint.key())
                                        .withValue(taint.value())
                                        .withEffect(taint.effect().kubernetesName())
                                        .build())
                        .toList();
        return new NodeBuilder()
                .withNewMetadata()
                .withName(instance)
                .withLabels(labels)
                .addToAnnotations("kwok.x-k8s.io/node", "fake")
                .addToAnnotations(
                        "metrics.k8s.io/resource-metrics-path",
                        "/metrics/nodes/" + instance + "/metrics/resource")
                .endMetadata()
                .withNewSpec()
                .withProviderID("aws:///%s/%s".formatted(zone, instance))
                .withTaints(taints)
                .endSpec()
                .withNewStatus()
                .withCapacity(quantities(template.status().capacity()))
                .withAllocatable(quantities(template.status().allocatable()))
                .endStatus()
                .build();
    }

    private static Map<String, Quantity> quantities(Resources resources) {
        Map<String, Quantity> quantities = new TreeMap<>();
        quantities.put("cpu", new Quantity(resources.milliCpu() + "m"));
        quantities.put("memory", new Quantity(Long.toString(resources.memoryBytes())));
        quantities.put(
                "ephemeral-storage",
                new Quantity(Long.toString(resources.ephemeralStorageBytes())));
        quantities.put("pods", new Quantity(Long.toString(resources.pods())));
        resources
                .extended()
                .forEach((name, amount) ->
                        quantities.put(name, new Quantity(Long.toString(amount))));
        return quantities;
    }

    static boolean isLeaving(Node node) {
        return node.getSpec().getTaints().stream()
                .anyMatch(taint -> taint.getKey().equals(TransientTaints.TO_BE_DELETED));
    }

    /** Groups, templates and nodes go. */
    @Override
    public void close() {
        for (String group : specs.keySet()) {
            Clearing.quietly(() ->
                    aws.autoScaling()
                            .deleteAutoScalingGroup(request ->
                                    request.autoScalingGroupName(group).forceDelete(true)));
            Clearing.quietly(() ->
                    aws.ec2().deleteLaunchTemplate(request -> request.launchTemplateName(group)));
        }
        joined.forEach(node -> Clearing.quietly(() -> kube.nodes().withName(node).delete()));
    }
}

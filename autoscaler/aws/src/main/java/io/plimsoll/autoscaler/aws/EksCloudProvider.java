package io.plimsoll.autoscaler.aws;

import io.plimsoll.autoscaler.aws.discovery.GroupReader;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.autoscaler.engine.port.CloudException.Category;
import io.plimsoll.autoscaler.engine.port.CloudProvider;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/**
 * Node groups of Amazon EKS: Auto Scaling groups, managed by EKS or not. Sizes are changed on the
 * Auto Scaling groups, as Cluster Autoscaler does.
 *
 * <p>Confined to one thread.
 */
public final class EksCloudProvider implements CloudProvider {

    private final AutoScalingClient autoScaling;
    private final GroupReader reader;
    private final GroupMapping mapping;
    private final InstantSource clock;
    private final GroupCache cache;
    private final LaunchFailures failures;

    public EksCloudProvider(
            AutoScalingClient autoScaling,
            GroupReader reader,
            GroupMapping mapping,
            CacheAge age,
            InstantSource clock) {
        this.autoScaling = autoScaling;
        this.reader = reader;
        this.mapping = mapping;
        this.clock = clock;
        this.cache = new GroupCache(age);
        this.failures = new LaunchFailures(autoScaling, clock.instant());
    }

    @Override
    public List<NodeGroup> nodeGroups() {
        return cache.get(clock.instant())
                .orElseGet(() ->
                        cache.put(
                                clock.instant(),
                                reader.all().stream().map(mapping::toNodeGroup).toList()));
    }

    /**
     * {@inheritDoc}
     *
     * @throws CloudException {@link Category#INVALID_REQUEST} when the size is out of the group's
     *     bounds, or so low that AWS would choose an instance to end
     */
    @Override
    public void setTargetSize(String nodeGroup, int size) {
        NodeGroup.Size bounds = known(nodeGroup).size();
        if (size < bounds.min() || size > bounds.max()) {
            throw invalid(
                    "%s: size %d is out of bounds %d to %d"
                            .formatted(nodeGroup, size, bounds.min(), bounds.max()));
        }
        if (size < bounds.target()) {
            refuseToEndInstances(nodeGroup, size);
        }
        AwsErrors.translating(
                "SetDesiredCapacity " + nodeGroup,
                () ->
                        autoScaling.setDesiredCapacity(request ->
                                request.autoScalingGroupName(nodeGroup)
                                        .desiredCapacity(size)
                                        .honorCooldown(false)));
        cache.targetChanged(nodeGroup, size);
    }

    private void refuseToEndInstances(String nodeGroup, int size) {
        long alive =
                reader.fresh(nodeGroup).stream()
                        .flatMap(group -> GroupInstances.of(group).stream())
                        .filter(instance -> instance.lifecycle() != Lifecycle.TERMINATING)
                        .count();
        if (size < alive) {
            throw invalid(
                    "%s: size %d is below its %d instances; terminate them one by one instead"
                            .formatted(nodeGroup, size, alive));
        }
    }

    @Override
    public void terminate(String nodeGroup, String instanceId) {
        Optional<AutoScalingGroup> group = reader.fresh(nodeGroup);
        boolean alive =
                group.stream()
                        .flatMap(fresh -> GroupInstances.of(fresh).stream())
                        .filter(instance -> instance.id().equals(instanceId))
                        .anyMatch(instance -> instance.lifecycle() != Lifecycle.TERMINATING);
        if (alive) {
            AwsErrors.translating(
                    "TerminateInstanceInAutoScalingGroup " + instanceId,
                    () ->
                            autoScaling.terminateInstanceInAutoScalingGroup(request ->
                                    request.instanceId(instanceId)
                                            .shouldDecrementDesiredCapacity(true)));
            cache.instanceEnds(nodeGroup, instanceId);
        }
    }

    /** Asks only about groups that miss instances: the others launched all they should. */
    @Override
    public List<LaunchFailure> launchFailures() {
        List<LaunchFailure> all = new ArrayList<>();
        for (NodeGroup group : nodeGroups()) {
            if (GroupCache.alive(group) < group.size().target()) {
                all.addAll(failures.since(group.name(), clock.instant()));
            }
        }
        return all;
    }

    private NodeGroup known(String name) {
        return nodeGroups().stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .orElseThrow(() -> invalid("no node group " + name));
    }

    private static CloudException invalid(String message) {
        return new CloudException(Category.INVALID_REQUEST, message);
    }
}

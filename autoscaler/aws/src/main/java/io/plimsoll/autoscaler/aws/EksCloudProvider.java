package io.plimsoll.autoscaler.aws;

import io.plimsoll.autoscaler.aws.discovery.GroupReader;
import io.plimsoll.autoscaler.decision.answer.Action.Sequel;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.autoscaler.engine.port.CloudException.Category;
import io.plimsoll.autoscaler.engine.port.CloudProvider;
import io.plimsoll.autoscaler.engine.port.CloudProvider.LaunchFailure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
        this.failures = new LaunchFailures(autoScaling);
    }

    @Override
    public List<NodeGroup> nodeGroups() {
        return cache.get(clock.instant())
                .orElseGet(() ->
                        cache.put(
                                clock.instant(),
                                reader.all().stream().map(mapping::toNodeGroup).toList()));
    }

    @Override
    public void setTargetSize(String nodeGroup, int expected, int size) {
        NodeGroup.Size bounds = known(nodeGroup).size();
        if (size < bounds.min() || size > bounds.max()) {
            throw invalid(
                    "%s: size %d is out of bounds %d to %d"
                            .formatted(nodeGroup, size, bounds.min(), bounds.max()));
        }
        AutoScalingGroup now = fresh(nodeGroup);
        if (now.desiredCapacity() == size) {
            cache.targetChanged(nodeGroup, expected, size, clock.instant());
            return;
        }
        if (now.desiredCapacity() != expected) {
            throw changed(
                    nodeGroup,
                    "%s: %d nodes are desired now, not %d"
                            .formatted(nodeGroup, now.desiredCapacity(), expected));
        }
        int live = live(now);
        if (size < live) {
            throw changed(nodeGroup, "%s: %d instances are there now".formatted(nodeGroup, live));
        }
        AwsErrors.translating(
                "SetDesiredCapacity " + nodeGroup,
                () ->
                        autoScaling.setDesiredCapacity(request ->
                                request.autoScalingGroupName(nodeGroup)
                                        .desiredCapacity(size)
                                        .honorCooldown(false)));
        cache.targetChanged(nodeGroup, expected, size, clock.instant());
    }

    @Override
    public void terminate(String nodeGroup, Instance expected) {
        AutoScalingGroup now = fresh(nodeGroup);
        if (isEnding(now, expected)) {
            return;
        }
        if (Math.min(now.desiredCapacity(), live(now)) <= now.minSize()) {
            throw changed(
                    nodeGroup, "%s is at its minimum of %d".formatted(nodeGroup, now.minSize()));
        }
        end(now, expected, Sequel.SMALLER);
    }

    @Override
    public void end(String nodeGroup, Instance expected, Sequel sequel) {
        AutoScalingGroup now = fresh(nodeGroup);
        if (isEnding(now, expected)) {
            return;
        }
        if (sequel == Sequel.SMALLER
                && (now.desiredCapacity() <= now.minSize() || live(now) > now.desiredCapacity())) {
            throw changed(
                    nodeGroup,
                    "%s wants %d instances, has %d and a minimum of %d"
                            .formatted(nodeGroup, now.desiredCapacity(), live(now), now.minSize()));
        }
        end(now, expected, sequel);
    }

    /** Else it is as it was seen. */
    private boolean isEnding(AutoScalingGroup now, Instance expected) {
        String group = now.autoScalingGroupName();
        Instance instance =
                GroupInstances.of(now).stream()
                        .filter(member -> member.id().equals(expected.id()))
                        .findFirst()
                        .orElseThrow(() ->
                                changed(
                                        group,
                                        "%s has no instance %s".formatted(group, expected.id())));
        if (instance.lifecycle() == Lifecycle.TERMINATING) {
            return true;
        }
        if (instance.lifecycle() != expected.lifecycle()) {
            throw changed(group, "%s is %s now".formatted(instance.id(), instance.lifecycle()));
        }
        return false;
    }

    private void end(AutoScalingGroup now, Instance instance, Sequel sequel) {
        boolean decrements = sequel == Sequel.SMALLER;
        AwsErrors.translating(
                "TerminateInstanceInAutoScalingGroup " + instance.id(),
                () ->
                        autoScaling.terminateInstanceInAutoScalingGroup(request ->
                                request.instanceId(instance.id())
                                        .shouldDecrementDesiredCapacity(decrements)));
        int target = now.desiredCapacity() - (decrements ? 1 : 0);
        cache.instanceEnds(
                now.autoScalingGroupName(),
                instance.id(),
                new OwnWrites.Targets(now.desiredCapacity(), target),
                clock.instant());
    }

    @Override
    public List<LaunchFailure> launchFailures(String nodeGroup, Instant since) {
        return failures.since(nodeGroup, since);
    }

    /** As it is this moment; what is cached may be a minute old, and others change groups too. */
    private AutoScalingGroup fresh(String nodeGroup) {
        return reader.fresh(nodeGroup)
                .orElseThrow(() -> {
                    cache.forget(nodeGroup);
                    return invalid("no node group " + nodeGroup);
                });
    }

    private static int live(AutoScalingGroup group) {
        return (int)
                GroupInstances.of(group).stream()
                        .filter(instance -> instance.lifecycle() != Lifecycle.TERMINATING)
                        .count();
    }

    /** The next look is a fresh one. */
    private CloudException changed(String nodeGroup, String message) {
        cache.forget(nodeGroup);
        return new CloudException(Category.CHANGED, message);
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

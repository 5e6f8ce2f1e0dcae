package io.plimsoll.autoscaler.engine.world;

import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.autoscaler.engine.port.CloudProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Groups whose instances come and go when a test says so. */
public final class InMemoryCloud implements CloudProvider {
    private final SortedMap<String, NodeGroup> groups = new TreeMap<>();
    private final List<LaunchFailure> failures = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private Optional<CloudException> refusal = Optional.empty();

    @Override
    public List<NodeGroup> nodeGroups() {
        return List.copyOf(groups.values());
    }

    @Override
    public void setTargetSize(String nodeGroup, int size) {
        failIfRefusing();
        calls.add("setTargetSize %s %d".formatted(nodeGroup, size));
        NodeGroup group = group(nodeGroup);
        put(group, size, group.instances());
    }

    @Override
    public void terminate(String nodeGroup, String instanceId) {
        failIfRefusing();
        NodeGroup group = group(nodeGroup);
        boolean isLive =
                group.instances().stream()
                        .anyMatch(instance ->
                                instance.id().equals(instanceId)
                                        && instance.lifecycle() != Lifecycle.TERMINATING);
        if (!isLive) {
            return;
        }
        calls.add("terminate %s %s".formatted(nodeGroup, instanceId));
        List<Instance> instances =
                group.instances().stream()
                        .map(instance ->
                                instance.id().equals(instanceId)
                                        ? with(instance, Lifecycle.TERMINATING)
                                        : instance)
                        .toList();
        put(group, group.size().target() - 1, instances);
    }

    @Override
    public List<LaunchFailure> launchFailures() {
        List<LaunchFailure> noted = List.copyOf(failures);
        failures.clear();
        return noted;
    }

    public void add(NodeGroup group) {
        groups.put(group.name(), group);
    }

    public void launch(String nodeGroup, String instanceId) {
        NodeGroup group = group(nodeGroup);
        List<Instance> instances = new ArrayList<>(group.instances());
        instances.add(World.instance(instanceId));
        put(group, group.size().target(), instances);
    }

    public void forget(String nodeGroup, String instanceId) {
        NodeGroup group = group(nodeGroup);
        put(
                group,
                group.size().target(),
                group.instances().stream()
                        .filter(instance -> !instance.id().equals(instanceId))
                        .toList());
    }

    public void failLaunch(String nodeGroup) {
        failures.add(
                new LaunchFailure(
                        nodeGroup,
                        CloudException.Category.CAPACITY_UNAVAILABLE,
                        "no t3.large left"));
    }

    public void refuse(CloudException.Category category) {
        refusal = Optional.of(new CloudException(category, "the cloud says no"));
    }

    public void stopRefusing() {
        refusal = Optional.empty();
    }

    public NodeGroup group(String name) {
        return Optional.ofNullable(groups.get(name)).orElseThrow();
    }

    public int target(String name) {
        return group(name).size().target();
    }

    /** What changed something, in order. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    private void put(NodeGroup group, int target, List<Instance> instances) {
        NodeGroup.Size size = new NodeGroup.Size(group.size().min(), group.size().max(), target);
        add(new NodeGroup(group.name(), size, instances, group.template(), group.options()));
    }

    private static Instance with(Instance instance, Lifecycle lifecycle) {
        return new Instance(instance.id(), instance.providerId(), lifecycle);
    }

    private void failIfRefusing() {
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }
}

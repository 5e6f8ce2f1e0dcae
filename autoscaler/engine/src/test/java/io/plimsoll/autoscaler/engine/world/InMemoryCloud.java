package io.plimsoll.autoscaler.engine.world;

import io.plimsoll.autoscaler.decision.answer.Action.Sequel;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.autoscaler.engine.port.CloudProvider;
import io.plimsoll.autoscaler.engine.port.CloudProvider.LaunchFailure;
import io.plimsoll.autoscaler.engine.port.CloudProvider.Place;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Groups whose instances come and go when a test says so. */
public final class InMemoryCloud implements CloudProvider {
    private final InstantSource clock;
    private final SortedMap<String, NodeGroup> groups = new TreeMap<>();
    private final List<LaunchFailure> failures = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final Map<String, CloudException> refusedGroups = new HashMap<>();
    private Optional<CloudException> refusal = Optional.empty();
    private Optional<List<NodeGroup>> staleView = Optional.empty();
    private boolean staleForGood;

    public InMemoryCloud(InstantSource clock) {
        this.clock = clock;
    }

    /** Somebody else asks for so many. */
    public void resize(String nodeGroup, int target) {
        put(group(nodeGroup), target, group(nodeGroup).instances());
    }

    /** As the group has it now. */
    public Instance instance(String nodeGroup, String id) {
        return group(nodeGroup).instances().stream()
                .filter(instance -> instance.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public List<NodeGroup> nodeGroups() {
        return staleView.orElseGet(() -> List.copyOf(groups.values()));
    }

    @Override
    public void setTargetSize(String nodeGroup, int expected, int size) {
        failIfRefusing();
        if (refusedGroups.containsKey(nodeGroup)) {
            throw refusedGroups.get(nodeGroup);
        }
        NodeGroup group = group(nodeGroup);
        if (group.size().target() == size) {
            return;
        }
        if (group.size().target() != expected || live(group) > size) {
            throw changed(nodeGroup + " is not as it was seen");
        }
        calls.add("setTargetSize %s %d".formatted(nodeGroup, size));
        put(group, size, group.instances());
    }

    @Override
    public void terminate(String nodeGroup, Instance expected) {
        failIfRefusing();
        NodeGroup group = group(nodeGroup);
        if (isEnding(group, expected)) {
            return;
        }
        if (Math.min(group.size().target(), live(group)) <= group.size().min()) {
            throw changed(expected.id() + " may not end");
        }
        calls.add("terminate %s %s".formatted(nodeGroup, expected.id()));
        end(group, expected, group.size().target() - 1);
    }

    @Override
    public void end(String nodeGroup, Instance expected, Sequel sequel) {
        failIfRefusing();
        NodeGroup group = group(nodeGroup);
        if (isEnding(group, expected)) {
            return;
        }
        int target = group.size().target();
        if (sequel == Sequel.SMALLER && (target <= group.size().min() || live(group) > target)) {
            throw changed(expected.id() + " may not end");
        }
        calls.add("end %s %s %s".formatted(nodeGroup, expected.id(), sequel));
        end(group, expected, sequel == Sequel.SMALLER ? target - 1 : target);
    }

    private boolean isEnding(NodeGroup group, Instance expected) {
        Lifecycle now =
                group.instances().stream()
                        .filter(instance -> instance.id().equals(expected.id()))
                        .map(Instance::lifecycle)
                        .findFirst()
                        .orElseThrow(() -> changed("no instance " + expected.id()));
        if (now != Lifecycle.TERMINATING && now != expected.lifecycle()) {
            throw changed(expected.id() + " may not end");
        }
        return now == Lifecycle.TERMINATING;
    }

    private void end(NodeGroup group, Instance ended, int target) {
        List<Instance> instances =
                group.instances().stream()
                        .map(instance ->
                                instance.id().equals(ended.id())
                                        ? with(instance, Lifecycle.TERMINATING)
                                        : instance)
                        .toList();
        put(group, target, instances);
    }

    /** The cloud takes a machine, and nothing else changes yet. */
    public void take(String nodeGroup, String instance) {
        end(group(nodeGroup), instance(nodeGroup, instance), target(nodeGroup));
    }

    @Override
    public List<LaunchFailure> launchFailures(String nodeGroup, Instant since) {
        return failures.stream()
                .filter(failure -> failure.nodeGroup().equals(nodeGroup))
                .filter(failure -> !failure.time().isBefore(since))
                .toList();
    }

    private CloudException changed(String message) {
        if (!staleForGood) {
            staleView = Optional.empty();
        }
        return new CloudException(CloudException.Category.CHANGED, message);
    }

    private static long live(NodeGroup group) {
        return group.instances().stream()
                .filter(instance -> instance.lifecycle() != Lifecycle.TERMINATING)
                .count();
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
                        clock.instant(),
                        CloudException.Category.CAPACITY_UNAVAILABLE,
                        "no t3.large left",
                        Place.UNKNOWN));
    }

    /** Until something is refused as changed, groups are shown as they are at this moment. */
    public void freezeCache() {
        staleView = Optional.of(List.copyOf(groups.values()));
    }

    /** The same whatever is refused: who lists groups learns of a change late. */
    public void freezeLists() {
        freezeCache();
        staleForGood = true;
    }

    /** Nobody discovers it any more. */
    public void hide(String nodeGroup) {
        groups.remove(nodeGroup);
    }

    /** This group cannot grow. */
    public void refuse(String nodeGroup, CloudException.Category category) {
        refusedGroups.put(nodeGroup, new CloudException(category, "no more of " + nodeGroup));
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

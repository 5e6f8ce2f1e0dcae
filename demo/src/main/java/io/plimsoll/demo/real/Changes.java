package io.plimsoll.demo.real;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.demo.story.Cast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What happened between two scenes, told at the moment of the later one. */
final class Changes {

    private final Cast cast;
    private final UnaryOperator<String> reasons;
    private final Map<ObjectKey, Instant> seen = new HashMap<>();
    private final Set<ObjectKey> pending = new HashSet<>();
    private final Set<ObjectKey> ready = new HashSet<>();
    private final Set<ObjectKey> evicted = new HashSet<>();
    private final Set<String> leaving = new HashSet<>();
    private final Map<String, String> readyNodes = new HashMap<>();
    private final Map<String, Integer> desired = new HashMap<>();
    private final Map<String, Set<String>> instances = new HashMap<>();
    private int replicas;
    private long requestsPerSecond;

    /**
     * @param reasons the autoscaler's newest for what begins with these words; empty for none
     */
    Changes(Cast cast, UnaryOperator<String> reasons) {
        this.cast = cast;
        this.reasons = reasons;
    }

    List<WorldEvent> between(Scene scene, long sent) {
        List<WorldEvent> events = new ArrayList<>();
        load(scene, sent, events);
        groups(scene, events);
        nodes(scene, events);
        scaled(scene, events);
        pods(scene, events);
        return events;
    }

    private void load(Scene scene, long sent, List<WorldEvent> events) {
        if (sent != requestsPerSecond) {
            events.add(new WorldEvent.LoadChanged(scene.time(), cast.hpa().target(), sent));
        }
        requestsPerSecond = sent;
    }

    private void groups(Scene scene, List<WorldEvent> events) {
        for (Machines.Group group : scene.groups()) {
            int before =
                    Objects.requireNonNullElse(
                            desired.put(group.name(), group.desired()), group.desired());
            if (group.desired() > before) {
                events.add(
                        new WorldEvent.ScaleUp(
                                scene.time(),
                                group.name(),
                                before,
                                group.desired(),
                                reasons.apply("raise " + group.name() + " ")));
            }
            Set<String> known = instances.get(group.name());
            if (known == null) {
                instances.put(group.name(), new HashSet<>(group.instances().keySet()));
                continue;
            }
            group.instances()
                    .forEach((instance, zone) -> {
                        if (known.add(instance)) {
                            events.add(
                                    new WorldEvent.InstanceLaunched(
                                            scene.time(), group.name(), instance, zone));
                        }
                    });
        }
    }

    private void nodes(Scene scene, List<WorldEvent> events) {
        boolean isFirst = seen.isEmpty() && readyNodes.isEmpty();
        Set<String> there = new HashSet<>();
        for (Node node : scene.nodes()) {
            String name = node.getMetadata().getName();
            String group = RealView.groupOf(node).orElse("");
            there.add(name);
            if (Scene.isReady(node) && readyNodes.put(name, group) == null && !isFirst) {
                events.add(new WorldEvent.NodeReady(scene.time(), group, name));
            }
            if (Machines.isLeaving(node) && leaving.add(name)) {
                events.add(
                        new WorldEvent.ScaleDown(
                                scene.time(), group, name, reasons.apply("remove " + name + " ")));
            }
        }
        for (String name : List.copyOf(readyNodes.keySet())) {
            if (!there.contains(name)) {
                events.add(
                        new WorldEvent.NodeGone(
                                scene.time(), Objects.toString(readyNodes.remove(name)), name));
            }
        }
    }

    private void scaled(Scene scene, List<WorldEvent> events) {
        int now = Objects.requireNonNullElse(scene.kong().getSpec().getReplicas(), 1);
        if (replicas != 0 && now != replicas) {
            events.add(
                    new WorldEvent.HpaScaled(
                            scene.time(),
                            cast.hpa().key(),
                            replicas,
                            now,
                            RealView.utilization(scene)));
        }
        replicas = now;
    }

    private void pods(Scene scene, List<WorldEvent> events) {
        Set<ObjectKey> there = new HashSet<>();
        for (Pod pod : scene.pods()) {
            ObjectKey key = Scene.key(pod);
            there.add(key);
            Instant since = seen.computeIfAbsent(key, _ -> scene.time());
            if (Scene.isUnschedulable(pod) && pending.add(key)) {
                events.add(new WorldEvent.PodPending(scene.time(), key, message(pod)));
            }
            if (Scene.isReady(pod) && ready.add(key)) {
                events.add(
                        new WorldEvent.PodRunning(
                                scene.time(),
                                key,
                                pod.getSpec().getNodeName(),
                                Duration.between(since, scene.time())));
            }
            if (isEvicted(pod) && evicted.add(key)) {
                long left = scene.kongPods().stream().filter(Scene::isReady).count();
                events.add(
                        new WorldEvent.Evicted(
                                scene.time(),
                                key,
                                pod.getSpec().getNodeName(),
                                Math.toIntExact(left)));
            }
        }
        for (ObjectKey key : List.copyOf(seen.keySet())) {
            if (!there.contains(key)) {
                seen.remove(key);
                events.add(new WorldEvent.PodGone(scene.time(), key));
            }
        }
    }

    private static String message(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("PodScheduled"))
                .map(PodCondition::getMessage)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    private static boolean isEvicted(Pod pod) {
        return pod.getSpec().getNodeName() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                condition.getType().equals("DisruptionTarget")
                                        && "EvictionByEvictionAPI".equals(condition.getReason()));
    }
}

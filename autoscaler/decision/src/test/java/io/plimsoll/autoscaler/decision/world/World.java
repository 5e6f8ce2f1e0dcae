package io.plimsoll.autoscaler.decision.world;

import io.plimsoll.autoscaler.decision.DecisionCore;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.ClusterView;
import io.plimsoll.autoscaler.decision.model.LabelSelector;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodDisruptionBudget;
import io.plimsoll.autoscaler.decision.model.Requirement;
import io.plimsoll.autoscaler.decision.model.Requirement.Operator;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.model.Workload;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A cluster and its groups. Everything is healthy and a day old unless a trait says otherwise; a
 * pod has a ReplicaSet of its own.
 */
public final class World {
    public static final Instant NOW = Instant.parse("2026-03-05T12:00:00Z");

    private final Map<String, GroupDraft> groups = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Pod> pods = new ArrayList<>();
    private final Map<ObjectKey, Workload> workloads = new LinkedHashMap<>();
    private final List<PodDisruptionBudget> budgets = new ArrayList<>();
    private Cluster.ExpanderPriorities priorities = Cluster.ExpanderPriorities.NONE;
    private ClusterView view = ClusterView.COMPLETE;
    private AutoscalingOptions options = AutoscalingOptions.DEFAULT;

    private World() {}

    public static World cluster() {
        return new World();
    }

    public World group(String name, GroupTrait... traits) {
        GroupDraft group = new GroupDraft(name);
        for (GroupTrait trait : traits) {
            trait.apply(group);
        }
        groups.put(name, group);
        return this;
    }

    /** A node of the group named last, with the group's machine, labels and taints. */
    public World node(String name, NodeTrait... traits) {
        GroupDraft group = groups.values().stream().reduce((_, last) -> last).orElseThrow();
        NodeDraft node = new NodeDraft(name);
        group.machine.copyTo(node.machine);
        node.labels.putAll(group.labels);
        node.taints.addAll(group.taints);
        add(node, traits);
        group.addInstance(node);
        return this;
    }

    public World nodeOfNoGroup(String name, NodeTrait... traits) {
        return add(new NodeDraft(name), traits);
    }

    private World add(NodeDraft node, NodeTrait... traits) {
        for (NodeTrait trait : traits) {
            trait.apply(node);
        }
        nodes.add(node.build(NOW));
        return this;
    }

    public World pod(String name, String node, PodTrait... traits) {
        PodDraft pod = new PodDraft(name, name);
        pod.node = Optional.of(node);
        return add(pod, traits);
    }

    public World pendingPod(String name, PodTrait... traits) {
        return add(new PodDraft(name, name), traits);
    }

    /** Pods of one ReplicaSet, numbered from 0. */
    public World pendingPods(String controller, int count, PodTrait... traits) {
        for (int number = 0; number < count; number++) {
            add(new PodDraft(controller + "-" + number, controller), traits);
        }
        return this;
    }

    /** A DaemonSet with a pod on each node that is there already. */
    public World daemonSet(String name, PodTrait... traits) {
        for (Node node : nodes) {
            PodDraft pod = new PodDraft(name + "-" + node.name(), name);
            pod.owner = Optional.of(PodDraft.owner("DaemonSet", name));
            pod.node = Optional.of(node.name());
            add(pod, traits);
        }
        PodDraft template = new PodDraft(name, name);
        for (PodTrait trait : traits) {
            trait.apply(template);
        }
        ObjectKey key = new ObjectKey(template.namespace, name);
        workloads.put(
                new ObjectKey("DaemonSet", key.toString()),
                new Workload(
                        "DaemonSet",
                        key,
                        "uid-DaemonSet-" + name,
                        0,
                        Optional.of(template.build(NOW))));
        return this;
    }

    private World add(PodDraft draft, PodTrait... traits) {
        for (PodTrait trait : traits) {
            trait.apply(draft);
        }
        pods.add(draft.build(NOW));
        draft.owner
                .filter(owner -> !owner.kind().equals("DaemonSet"))
                .ifPresent(owner -> own(draft.namespace, owner));
        return this;
    }

    private void own(String namespace, OwnerReference owner) {
        ObjectKey key = new ObjectKey(namespace, owner.name());
        workloads.put(
                new ObjectKey(owner.kind(), key.toString()),
                new Workload(owner.kind(), key, owner.uid(), 3, Optional.empty()));
    }

    /** No workload of that name, whatever pods say of their owners. */
    public World withoutController(String name) {
        workloads.values().removeIf(workload -> workload.key().name().equals(name));
        return this;
    }

    /** A budget for pods whose label {@code app} is {@code app}. */
    public World budget(String app, int disruptionsAllowed) {
        return budget("default", app, disruptionsAllowed);
    }

    public World budget(String namespace, String app, int disruptionsAllowed) {
        return budget(new ObjectKey(namespace, app), app, disruptionsAllowed, false);
    }

    /**
     * @param sparesUnready pods that are not ready may go whatever it allows
     */
    public World budget(ObjectKey key, String app, int disruptionsAllowed, boolean sparesUnready) {
        Requirement isApp = new Requirement("app", Operator.IN, List.of(app));
        budgets.add(
                new PodDisruptionBudget(
                        key,
                        Optional.of(new LabelSelector(List.of(isApp))),
                        disruptionsAllowed,
                        sparesUnready));
        return this;
    }

    public World priorities(Map<Integer, List<String>> patterns) {
        priorities = new Cluster.ExpanderPriorities(new TreeMap<>(patterns));
        return this;
    }

    public World options(AutoscalingOptions options) {
        this.options = options;
        return this;
    }

    public AutoscalingOptions options() {
        return options;
    }

    public World seenAs(ClusterView view) {
        this.view = view;
        return this;
    }

    public Observation observe() {
        Cluster cluster =
                new Cluster(
                                nodes,
                                pods,
                                new Cluster.Controllers(List.copyOf(workloads.values()), budgets),
                                Storage.NONE,
                                Cluster.Namespaces.NONE)
                        .with(priorities)
                        .with(view);
        List<NodeGroup> built = groups.values().stream().map(GroupDraft::build).toList();
        return new Observation(cluster, built);
    }

    public Decision decide() {
        return decide(History.NONE);
    }

    public Decision decide(History history) {
        return DecisionCore.decide(observe(), history, options, NOW);
    }

    /** Decides with every node having been unneeded for so long. */
    public Decision decideWithAllUnneededFor(Duration time) {
        TreeMap<String, Instant> since = new TreeMap<>();
        nodes.forEach(node -> since.put(node.name(), NOW.minus(time)));
        return decide(new History(since, new TreeMap<>(), new TreeMap<>(), History.Cooldown.NONE));
    }
}

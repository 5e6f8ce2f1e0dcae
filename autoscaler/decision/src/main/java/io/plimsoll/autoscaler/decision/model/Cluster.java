package io.plimsoll.autoscaler.decision.model;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The Kubernetes side of an observation: everything the API server said, at one moment. Ordered by
 * name, so that the same objects in another order give the same decision.
 *
 * @param view what of it could not be seen
 * @param brake whether anything may be changed
 */
public record Cluster(
        List<Node> nodes,
        List<Pod> pods,
        Controllers controllers,
        Storage storage,
        Namespaces namespaces,
        ExpanderPriorities expanderPriorities,
        ClusterView view,
        Brake brake) {

    private static final Comparator<Node> BY_NAME = Comparator.comparing(Node::name);
    private static final Comparator<Pod> BY_KEY = Comparator.comparing(Pod::key);

    public Cluster {
        nodes = InOrder.of(nodes, BY_NAME);
        pods = InOrder.of(pods, BY_KEY);
    }

    /** Nodes and pods alone. */
    public Cluster(List<Node> nodes, List<Pod> pods) {
        this(nodes, pods, Controllers.NONE, Storage.NONE, Namespaces.NONE);
    }

    /** Without priorities for the expander, all of it seen, and free to be changed. */
    public Cluster(
            List<Node> nodes,
            List<Pod> pods,
            Controllers controllers,
            Storage storage,
            Namespaces namespaces) {
        this(
                nodes,
                pods,
                controllers,
                storage,
                namespaces,
                ExpanderPriorities.NONE,
                ClusterView.COMPLETE,
                Brake.RELEASED);
    }

    /** The same with other nodes and pods. */
    public Cluster with(List<Node> others, List<Pod> otherPods) {
        return new Cluster(
                others,
                otherPods,
                controllers,
                storage,
                namespaces,
                expanderPriorities,
                view,
                brake);
    }

    public Cluster with(ExpanderPriorities others) {
        return new Cluster(nodes, pods, controllers, storage, namespaces, others, view, brake);
    }

    public Cluster with(ClusterView other) {
        return new Cluster(
                nodes, pods, controllers, storage, namespaces, expanderPriorities, other, brake);
    }

    public Cluster with(Brake other) {
        return new Cluster(
                nodes, pods, controllers, storage, namespaces, expanderPriorities, view, other);
    }

    /**
     * The ConfigMap {@code cluster-autoscaler-priority-expander}.
     *
     * @param patterns regular expressions for names of node groups, by priority; the highest number
     *     comes first. None: the expander has no preference
     */
    public record ExpanderPriorities(SortedMap<Integer, List<String>> patterns) {
        public static final ExpanderPriorities NONE = new ExpanderPriorities(new TreeMap<>());

        public ExpanderPriorities {
            SortedMap<Integer, List<String>> copy = new TreeMap<>();
            patterns.forEach((priority, names) -> copy.put(priority, List.copyOf(names)));
            patterns = Collections.unmodifiableSortedMap(copy);
        }
    }

    /** Controllers of pods, and the budgets that protect them. */
    public record Controllers(List<Workload> workloads, List<PodDisruptionBudget> budgets) {
        public static final Controllers NONE = new Controllers(List.of(), List.of());

        public Controllers {
            workloads =
                    workloads.stream()
                            .sorted(
                                    Comparator.comparing(Workload::kind)
                                            .thenComparing(Workload::key))
                            .toList();
            budgets =
                    budgets.stream()
                            .sorted(Comparator.comparing(PodDisruptionBudget::key))
                            .toList();
        }
    }

    /** Labels of each namespace, by its name. */
    public record Namespaces(SortedMap<String, SortedMap<String, String>> labels) {
        public static final Namespaces NONE = new Namespaces(new TreeMap<>());

        public Namespaces {
            labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        }
    }
}

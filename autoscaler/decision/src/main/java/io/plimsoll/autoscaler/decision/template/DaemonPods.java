package io.plimsoll.autoscaler.decision.template;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Workload;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.filter.Verdict;
import io.plimsoll.autoscaler.decision.scheduling.filter.Verdict.Plugin;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which DaemonSets would run on a node. As the DaemonSet controller decides, a node that is too
 * small for its DaemonSet still gets the pod.
 */
public final class DaemonPods {

    private static final Set<Plugin> KEEPS_DAEMONS_AWAY =
            EnumSet.of(Plugin.NODE_NAME, Plugin.TAINT_TOLERATION, Plugin.NODE_AFFINITY);

    private final List<Workload> daemonSets;
    private final boolean force;

    /**
     * @param force count those that are missing on a real node too
     */
    public DaemonPods(Cluster cluster, boolean force) {
        this.daemonSets =
                cluster.controllers().workloads().stream()
                        .filter(workload -> workload.kind().equals("DaemonSet"))
                        .filter(workload -> workload.podTemplate().isPresent())
                        .toList();
        this.force = force;
    }

    List<Pod> on(Node node) {
        ClusterSnapshot alone = alone(node);
        return daemonSets.stream().flatMap(set -> podOf(set, alone, node).stream()).toList();
    }

    List<Pod> withForced(Node node, List<Pod> running) {
        if (!force) {
            return running;
        }
        Set<String> present = new HashSet<>();
        running.forEach(pod -> pod.controller().map(OwnerReference::uid).ifPresent(present::add));
        ClusterSnapshot alone = alone(node);
        List<Pod> all = new ArrayList<>(running);
        daemonSets.stream()
                .filter(set -> !present.contains(set.uid()))
                .forEach(set -> podOf(set, alone, node).ifPresent(all::add));
        return all;
    }

    private static ClusterSnapshot alone(Node node) {
        return ClusterSnapshot.of(new Cluster(List.of(node), List.of()));
    }

    private static Optional<Pod> podOf(Workload daemonSet, ClusterSnapshot alone, Node node) {
        Pod template = daemonSet.podTemplate().orElseThrow();
        return switch (alone.check(template, node.name())) {
            case Verdict.Rejected(Plugin plugin, _) when KEEPS_DAEMONS_AWAY.contains(plugin) ->
                    Optional.empty();
            case Verdict.Rejected _, Verdict.Fits _ -> Optional.of(named(template, daemonSet));
        };
    }

    private static Pod named(Pod template, Workload daemonSet) {
        ObjectKey key = daemonSet.key();
        OwnerReference owner =
                new OwnerReference("apps/v1", "DaemonSet", key.name(), daemonSet.uid());
        return new Pod(
                key, template.metadata(), Optional.of(owner), template.spec(), Pod.Status.RUNNING);
    }
}

package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.model.Workload;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.filter.Verdict;
import io.plimsoll.autoscaler.simulation.spec.DaemonSetSpec;
import io.plimsoll.autoscaler.simulation.spec.PodTemplate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The DaemonSet controller: one pod on each node that its selector, affinity and tolerations allow,
 * whether there is room or not. A pod stays when its node later gets a NoSchedule taint, as in
 * Kubernetes.
 */
final class DaemonSets {
    private final ClusterObjects objects;
    private final PodFactory factory;
    private final List<DaemonSet> sets;

    DaemonSets(List<DaemonSetSpec> specs, ClusterObjects objects, PodFactory factory) {
        this.objects = objects;
        this.factory = factory;
        this.sets = specs.stream().map(DaemonSet::of).toList();
    }

    /** What of a DaemonSet never changes. */
    private record DaemonSet(PodTemplate template, OwnerReference owner, Workload workload) {
        static DaemonSet of(DaemonSetSpec spec) {
            PodTemplate template = PinnedPods.tolerant(spec.template());
            OwnerReference owner = ownerOf(spec.key());
            return new DaemonSet(template, owner, observed(spec.key(), owner, template));
        }

        String namespace() {
            return workload.key().namespace();
        }
    }

    void reconcile() {
        for (DaemonSet set : sets) {
            List<SimulatedPod> pods = objects.podsOf(set.owner());
            Set<String> served =
                    pods.stream().flatMap(PinnedPods::nodes).collect(Collectors.toSet());
            for (SimulatedNode node : objects.nodes()) {
                if (!served.contains(node.name())) {
                    createOn(node, set);
                }
            }
        }
    }

    private void createOn(SimulatedNode node, DaemonSet set) {
        PodTemplate pinned = PinnedPods.pinned(set.template(), node.name());
        if (belongsOn(pinned, node.node())) {
            factory.create(new PodOrigin(set.namespace(), set.owner(), pinned, Optional.empty()));
        }
    }

    List<Workload> workloads() {
        return sets.stream().map(DaemonSet::workload).toList();
    }

    private static Workload observed(ObjectKey key, OwnerReference owner, PodTemplate template) {
        Pod model = template.pod();
        Pod next =
                new Pod(
                        key,
                        model.metadata(),
                        Optional.of(owner),
                        model.spec(),
                        Pod.Status.PENDING);
        return new Workload("DaemonSet", key, owner.uid(), 0, Optional.of(next));
    }

    /** Everything but room: a full node still gets its pod, which then waits. */
    private static boolean belongsOn(PodTemplate pinned, Node node) {
        ClusterSnapshot empty =
                ClusterSnapshot.of(
                        new Cluster(
                                List.of(node),
                                List.of(),
                                Cluster.Controllers.NONE,
                                Storage.NONE,
                                Cluster.Namespaces.NONE));
        return switch (empty.check(PinnedPods.weightless(pinned), node.name())) {
            case Verdict.Fits _ -> true;
            case Verdict.Rejected _ -> false;
        };
    }

    private static OwnerReference ownerOf(ObjectKey key) {
        return new OwnerReference(
                "apps/v1", "DaemonSet", key.name(), PodFactory.uid("DaemonSet", key));
    }
}

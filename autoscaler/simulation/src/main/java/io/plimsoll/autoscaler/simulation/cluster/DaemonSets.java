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

/**
 * The DaemonSet controller: one pod on each node that its selector, affinity and tolerations allow,
 * whether there is room or not. A pod stays when its node later gets a NoSchedule taint, as in
 * Kubernetes.
 */
final class DaemonSets {
    private final ClusterObjects objects;
    private final PodFactory factory;
    private final List<DaemonSetSpec> specs;

    DaemonSets(List<DaemonSetSpec> specs, ClusterObjects objects, PodFactory factory) {
        this.objects = objects;
        this.factory = factory;
        this.specs =
                specs.stream()
                        .map(spec ->
                                new DaemonSetSpec(spec.key(), DaemonPods.tolerant(spec.template())))
                        .toList();
    }

    void reconcile() {
        for (DaemonSetSpec spec : specs) {
            List<SimulatedPod> pods = objects.podsOf(owner(spec));
            for (SimulatedNode node : objects.nodes()) {
                boolean there = pods.stream().anyMatch(pod -> DaemonPods.isFor(pod, node.name()));
                PodTemplate pinned = DaemonPods.pinned(spec.template(), node.name());
                if (!there && belongsOn(pinned, node.node())) {
                    factory.create(
                            new PodOrigin(
                                    spec.key().namespace(), owner(spec), pinned, Optional.empty()));
                }
            }
        }
    }

    List<Workload> workloads() {
        return specs.stream().map(DaemonSets::workload).toList();
    }

    private static Workload workload(DaemonSetSpec spec) {
        Pod model = spec.template().pod();
        Pod next =
                new Pod(
                        spec.key(),
                        model.metadata(),
                        Optional.of(owner(spec)),
                        model.spec(),
                        Pod.Status.PENDING);
        return new Workload("DaemonSet", spec.key(), owner(spec).uid(), 0, Optional.of(next));
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
        return switch (empty.check(DaemonPods.weightless(pinned), node.name())) {
            case Verdict.Fits _ -> true;
            case Verdict.Rejected _ -> false;
        };
    }

    private static OwnerReference owner(DaemonSetSpec spec) {
        ObjectKey key = spec.key();
        return new OwnerReference(
                "apps/v1", "DaemonSet", key.name(), PodFactory.uid("DaemonSet", key));
    }
}

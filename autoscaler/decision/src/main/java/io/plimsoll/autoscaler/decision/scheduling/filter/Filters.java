package io.plimsoll.autoscaler.decision.scheduling.filter;

import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.SnapshotState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The filters in kube-scheduler's order, for a verdict with its reason; and the same filters cut
 * for a search, where resources, cordon, taints and affinity are known to fit already.
 */
public final class Filters {
    private static final Verdict FITS = new Verdict.Fits();
    private static final Verdict.Rejected GATED =
            new Verdict.Rejected(
                    Verdict.Plugin.SCHEDULING_GATES, "pod is waiting for its scheduling gates");

    private final SnapshotState state;
    private final PodTopologySpread spread;
    private final InterPodAffinity affinity;
    private final NodePorts ports;
    private final List<Filter> volumes;
    private final List<Filter> ordered;
    private long evaluations;

    public Filters(SnapshotState state) {
        this.state = state;
        NodeSlots nodes = state.nodes();
        spread = new PodTopologySpread(nodes);
        affinity = new InterPodAffinity(nodes);
        ports = new NodePorts(nodes);
        VolumeRestrictions restrictions = new VolumeRestrictions(state.pods(), state.volumes());
        volumes =
                List.of(
                        restrictions,
                        inTree(Verdict.Plugin.EBS_LIMITS),
                        inTree(Verdict.Plugin.GCE_PD_LIMITS),
                        new NodeVolumeLimits(nodes, state.pods(), state.volumes()),
                        inTree(Verdict.Plugin.AZURE_DISK_LIMITS),
                        new VolumeBinding(nodes, state.volumes()),
                        new VolumeZone(nodes, state.volumes()));
        ordered =
                List.of(
                        new NodeUnschedulable(nodes),
                        new TaintToleration(nodes),
                        new NodeAffinity(nodes),
                        ports,
                        new NodeResourcesFit(nodes, state.layout()),
                        volumes.get(0),
                        volumes.get(1),
                        volumes.get(2),
                        volumes.get(3),
                        volumes.get(4),
                        volumes.get(5),
                        volumes.get(6),
                        spread,
                        affinity,
                        new DynamicResources());
    }

    private Filter inTree(Verdict.Plugin plugin) {
        return new InTreeVolumeLimits(plugin, state.nodes(), state.pods(), state.volumes());
    }

    /** How often a pod was held against a node or a class of nodes. */
    public long evaluations() {
        return evaluations;
    }

    public Verdict verdict(Pod pod, PodShape shape, int slot) {
        evaluations++;
        if (shape.life().gated()) {
            return GATED;
        }
        for (Filter filter : ordered) {
            Optional<String> reason = filter.rejectEverywhere(shape);
            if (reason.isPresent()) {
                return new Verdict.Rejected(filter.plugin(), reason.get());
            }
        }
        for (Filter filter : ordered) {
            if (filter.plugin() == Verdict.Plugin.TAINT_TOLERATION
                    && NodeName.rejects(pod, state.nodes().name(slot))) {
                return NodeName.REJECTED;
            }
            Optional<String> reason = filter.reject(shape, slot);
            if (reason.isPresent()) {
                return new Verdict.Rejected(filter.plugin(), reason.get());
            }
        }
        return FITS;
    }

    /**
     * Every filter that keeps the pod off the node, in kube-scheduler's order; none where it fits.
     */
    public List<Obstacle> obstacles(Pod pod, PodShape shape, int slot) {
        List<Obstacle> all = new ArrayList<>();
        if (shape.life().gated()) {
            all.add(new Obstacle(GATED.plugin(), GATED.reason(), Obstacle.Figures.NONE));
        }
        for (Filter filter : ordered) {
            if (filter.plugin() == Verdict.Plugin.TAINT_TOLERATION
                    && NodeName.rejects(pod, state.nodes().name(slot))) {
                all.add(
                        new Obstacle(
                                NodeName.REJECTED.plugin(),
                                NodeName.REJECTED.reason(),
                                Obstacle.Figures.NONE));
            }
            filter.rejectEverywhere(shape)
                    .or(() -> filter.reject(shape, slot))
                    .ifPresent(reason ->
                            all.add(
                                    new Obstacle(
                                            filter.plugin(), reason, filter.figures(shape, slot))));
        }
        return all;
    }

    /** Whether the pod may run somewhere at all, for all that can be said without a node. */
    public boolean admitsSomewhere(PodShape shape) {
        if (shape.life().gated()) {
            return false;
        }
        for (Filter filter : ordered) {
            if (filter.rejectEverywhere(shape).isPresent()) {
                return false;
            }
        }
        return true;
    }

    /** The same once more after pods were bound, which only a claim of one pod alone can feel. */
    public boolean stillAdmitsSomewhere(PodShape shape) {
        return !shape.hasClaims() || admitsSomewhere(shape);
    }

    /** What holds for all nodes of the class that the node in {@code slot} is of. */
    public boolean admitsClass(PodShape shape, int slot) {
        evaluations++;
        return spread.admits(shape, slot, false) && affinity.admits(shape, slot, false);
    }

    /** What is left to ask of a node whose class and free resources are known to fit. */
    public boolean admitsNode(PodShape shape, int slot, boolean askAffinity) {
        evaluations++;
        return (!askAffinity || shape.nodeRule().selects(state.nodes(), slot))
                && ports.reject(shape, slot).isEmpty()
                && admitsVolumes(shape, slot)
                && spread.admits(shape, slot, true)
                && affinity.admits(shape, slot, true);
    }

    private boolean admitsVolumes(PodShape shape, int slot) {
        if (shape.constraints().volumes().isEmpty()) {
            return true;
        }
        for (int index = 0; index < volumes.size(); index++) {
            if (volumes.get(index).reject(shape, slot).isPresent()) {
                return false;
            }
        }
        return true;
    }
}

package io.plimsoll.autoscaler.decision.scheduling.filter;

import io.plimsoll.autoscaler.decision.model.LabelSelector;
import io.plimsoll.autoscaler.decision.model.PodAffinityTerm;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.topology.DomainCounter;
import io.plimsoll.autoscaler.decision.scheduling.topology.Topology;
import java.util.List;
import java.util.Optional;

/**
 * A pod runs where the pods are that it wants to be with, and where none is that it, or that wants
 * it, to be away from.
 *
 * <p>Source: kubernetes 1.29, {@code
 * pkg/scheduler/framework/plugins/interpodaffinity/filtering.go}.
 */
final class InterPodAffinity implements Filter {
    private static final Optional<String> AFFINITY =
            Optional.of("node(s) didn't match pod affinity rules");
    private static final Optional<String> ANTI_AFFINITY =
            Optional.of("node(s) didn't match pod anti-affinity rules");
    private static final Optional<String> ANTI_AFFINITY_OF_OTHERS =
            Optional.of("node(s) didn't satisfy existing pods anti-affinity rules");

    private final NodeSlots nodes;

    InterPodAffinity(NodeSlots nodes) {
        this.nodes = nodes;
    }

    @Override
    public Verdict.Plugin plugin() {
        return Verdict.Plugin.INTER_POD_AFFINITY;
    }

    @Override
    public Optional<String> reject(PodShape pod, int slot) {
        if (!hasCompany(pod, slot, false) || !hasCompany(pod, slot, true)) {
            return AFFINITY;
        }
        if (meets(pod.antiAffinity(), slot, false) || meets(pod.antiAffinity(), slot, true)) {
            return ANTI_AFFINITY;
        }
        List<DomainCounter> others = pod.antiAffinityOfOthers();
        return meets(others, slot, false) || meets(others, slot, true)
                ? ANTI_AFFINITY_OF_OTHERS
                : Optional.empty();
    }

    @Override
    public Obstacle.Figures figures(PodShape pod, int slot) {
        List<PodAffinityTerm> wanted = pod.constraints().pods().affinity();
        for (int index = 0; index < pod.affinity().size(); index++) {
            DomainCounter counter = pod.affinity().get(index).counter();
            if (counter.topology().domainOf(slot) == Topology.NO_DOMAIN
                    || (counter.countAt(slot) == 0 && !isFirst(pod))) {
                return new Obstacle.Figures(
                        "wants a pod with %s; %s has 0 of %d"
                                .formatted(
                                        selector(wanted.get(index)),
                                        domain(counter, slot),
                                        counter.total()),
                        counter.total() == 0
                                ? "such a pod runs somewhere"
                                : "a node where one of them runs");
            }
        }
        List<PodAffinityTerm> unwanted = pod.constraints().pods().antiAffinity();
        for (int index = 0; index < pod.antiAffinity().size(); index++) {
            DomainCounter counter = pod.antiAffinity().get(index);
            if (counter.countAt(slot) > 0) {
                return new Obstacle.Figures(
                        "keeps off pods with %s; %s has %d"
                                .formatted(
                                        selector(unwanted.get(index)),
                                        domain(counter, slot),
                                        counter.countAt(slot)),
                        "a node in another " + counter.topology().key());
            }
        }
        for (DomainCounter counter : pod.antiAffinityOfOthers()) {
            if (counter.countAt(slot) > 0) {
                return new Obstacle.Figures(
                        "%d pods of %s keep it off"
                                .formatted(counter.countAt(slot), domain(counter, slot)),
                        "a node in another " + counter.topology().key());
            }
        }
        return Obstacle.Figures.NONE;
    }

    private static String selector(PodAffinityTerm term) {
        return term.selector().map(LabelSelector::toString).orElse("no label");
    }

    private String domain(DomainCounter counter, int slot) {
        String key = counter.topology().key();
        String value = nodes.node(slot).metadata().labels().get(key);
        return value == null ? "the node, which has no label " + key : key + " " + value;
    }

    /** See {@link PodTopologySpread#admits}. */
    boolean admits(PodShape pod, int slot, boolean perNode) {
        return hasCompany(pod, slot, perNode)
                && !meets(pod.antiAffinity(), slot, perNode)
                && !meets(pod.antiAffinityOfOthers(), slot, perNode);
    }

    private static boolean hasCompany(PodShape pod, int slot, boolean perNode) {
        List<PodShape.AffinityTerm> terms = pod.affinity();
        for (int index = 0; index < terms.size(); index++) {
            DomainCounter counter = terms.get(index).counter();
            if (counter.topology().isPerNode() != perNode) {
                continue;
            }
            if (counter.topology().domainOf(slot) == Topology.NO_DOMAIN
                    || (counter.countAt(slot) == 0 && !isFirst(pod))) {
                return false;
            }
        }
        return true;
    }

    /** The first of a series of pods that want to be together may run anywhere. */
    private static boolean isFirst(PodShape pod) {
        List<PodShape.AffinityTerm> terms = pod.affinity();
        for (int index = 0; index < terms.size(); index++) {
            PodShape.AffinityTerm term = terms.get(index);
            if (!term.selfMatching() || term.counter().total() > 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean meets(List<DomainCounter> counters, int slot, boolean perNode) {
        for (int index = 0; index < counters.size(); index++) {
            DomainCounter counter = counters.get(index);
            if (counter.topology().isPerNode() == perNode && counter.countAt(slot) > 0) {
                return true;
            }
        }
        return false;
    }
}

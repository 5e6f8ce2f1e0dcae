package io.plimsoll.autoscaler.decision.scheduling.filter;

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

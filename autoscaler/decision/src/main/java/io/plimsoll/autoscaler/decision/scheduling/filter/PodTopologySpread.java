package io.plimsoll.autoscaler.decision.scheduling.filter;

import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.topology.SpreadCounter;
import io.plimsoll.autoscaler.decision.scheduling.topology.Topology;
import java.util.List;
import java.util.Optional;

/**
 * A pod keeps each of its {@code DoNotSchedule} constraints: in its domain no more than {@code
 * maxSkew} matching pods above the domain with the fewest.
 *
 * <p>Source: kubernetes 1.29, {@code
 * pkg/scheduler/framework/plugins/podtopologyspread/filtering.go}.
 */
final class PodTopologySpread implements Filter {
    private static final Optional<String> NO_LABEL =
            Optional.of(
                    "node(s) didn't match pod topology spread constraints (missing required"
                            + " label)");
    private static final Optional<String> SKEWED =
            Optional.of("node(s) didn't match pod topology spread constraints");

    private final NodeSlots nodes;

    PodTopologySpread(NodeSlots nodes) {
        this.nodes = nodes;
    }

    @Override
    public Verdict.Plugin plugin() {
        return Verdict.Plugin.POD_TOPOLOGY_SPREAD;
    }

    @Override
    public Optional<String> reject(PodShape pod, int slot) {
        for (PodShape.SpreadTerm term : pod.spread()) {
            if (term.counter().topology().domainOf(slot) == Topology.NO_DOMAIN) {
                return NO_LABEL;
            }
            if (isSkewed(term, slot)) {
                return SKEWED;
            }
        }
        return Optional.empty();
    }

    @Override
    public Obstacle.Figures figures(PodShape pod, int slot) {
        for (PodShape.SpreadTerm term : pod.spread()) {
            SpreadCounter counter = term.counter();
            String key = counter.topology().key();
            if (counter.topology().domainOf(slot) == Topology.NO_DOMAIN) {
                return new Obstacle.Figures(
                        "the node has no label " + key, "the node has a label " + key);
            }
            if (isSkewed(term, slot)) {
                int least = counter.liveDomains() < term.minDomains() ? 0 : counter.least();
                return new Obstacle.Figures(
                        "%s %s has %d matching, the fewest in any of %d is %d, maxSkew %d"
                                .formatted(
                                        key,
                                        nodes.node(slot).metadata().labels().get(key),
                                        counter.countAt(slot),
                                        Math.max(counter.liveDomains(), term.minDomains()),
                                        least,
                                        term.maxSkew()),
                        "a node in another %s, or more pods there first".formatted(key));
            }
        }
        return Obstacle.Figures.NONE;
    }

    /**
     * The constraints of one kind alone: those whose topology tells nodes of a class apart, or
     * those that hold for the whole class of the node in {@code slot}.
     */
    boolean admits(PodShape pod, int slot, boolean perNode) {
        List<PodShape.SpreadTerm> terms = pod.spread();
        for (int index = 0; index < terms.size(); index++) {
            PodShape.SpreadTerm term = terms.get(index);
            Topology topology = term.counter().topology();
            if (topology.isPerNode() == perNode
                    && (topology.domainOf(slot) == Topology.NO_DOMAIN || isSkewed(term, slot))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSkewed(PodShape.SpreadTerm term, int slot) {
        SpreadCounter counter = term.counter();
        int least = counter.liveDomains() < term.minDomains() ? 0 : counter.least();
        return (long) counter.countAt(slot) + term.self() - least > term.maxSkew();
    }
}

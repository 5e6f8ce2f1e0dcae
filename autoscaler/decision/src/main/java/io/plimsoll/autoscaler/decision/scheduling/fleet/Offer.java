package io.plimsoll.autoscaler.decision.scheduling.fleet;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Pod;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A kind of node that may be opened.
 *
 * @param node what each looks like, the first being 0; its name is the prefix of the new nodes'
 * @param daemonPods that run on each of them
 * @param variants nodes that may come in place of it; whoever goes there must fit on each
 */
public record Offer(
        IntFunction<Node> node, List<Pod> daemonPods, List<Node> variants, Terms terms) {
    public Offer {
        daemonPods = List.copyOf(daemonPods);
        variants = List.copyOf(variants);
    }

    /**
     * @param cost of a node; what is compared, in whatever unit all offers have in common
     * @param nodes that there are of the kind already: among equals the fewest come first
     * @param room how many more there may be
     * @param steady all nodes to come are alike
     */
    public record Terms(long cost, int nodes, int room, boolean steady) {}

    long cost() {
        return terms.cost();
    }
}

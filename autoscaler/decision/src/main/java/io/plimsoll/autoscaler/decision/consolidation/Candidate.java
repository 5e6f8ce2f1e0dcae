package io.plimsoll.autoscaler.decision.consolidation;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A node that may be replaced.
 *
 * @param template of its group, at a known price
 * @param pods that have to move when it goes
 */
record Candidate(Node node, GroupTemplate template, List<Pod> pods) {

    /** Much money for few pods comes first, as Karpenter ranks nodes since 1.14. */
    static final Comparator<Candidate> MOST_FOR_FEWEST =
            Comparator.comparingLong(Candidate::priceOfAPod)
                    .reversed()
                    .thenComparing(Candidate::name);

    Candidate {
        pods = List.copyOf(pods);
    }

    String name() {
        return node.name();
    }

    String group() {
        return template.group().name();
    }

    long price() {
        return template.price().microUsdPerHour();
    }

    /**
     * What its pods take of it, an hour: the largest of their shares of its CPU, its memory and the
     * number of pods that it may have.
     */
    long priceOfPods() {
        Resources whole = node.status().allocatable();
        long milliCpu = 0;
        long memory = 0;
        for (Pod pod : pods) {
            milliCpu += pod.spec().requests().milliCpu();
            memory += pod.spec().requests().memoryBytes();
        }
        double share =
                DoubleStream.of(
                                share(milliCpu, whole.milliCpu()),
                                share(memory, whole.memoryBytes()),
                                share(pods.size(), whole.pods()))
                        .max()
                        .orElseThrow();
        return Math.round(price() * share);
    }

    private static double share(long part, long whole) {
        return part == 0 ? 0 : Math.min(1, (double) part / whole);
    }

    /** The node itself is as much trouble as a pod. */
    private long priceOfAPod() {
        return price() / (1 + pods.size());
    }
}

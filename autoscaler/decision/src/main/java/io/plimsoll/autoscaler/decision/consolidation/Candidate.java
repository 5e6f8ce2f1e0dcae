package io.plimsoll.autoscaler.decision.consolidation;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import java.util.Comparator;
import java.util.List;

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

    /** The node itself is as much trouble as a pod. */
    private long priceOfAPod() {
        return price() / (1 + pods.size());
    }
}

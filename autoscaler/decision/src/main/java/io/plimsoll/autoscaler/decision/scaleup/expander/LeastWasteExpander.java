package io.plimsoll.autoscaler.decision.scaleup.expander;

import io.plimsoll.autoscaler.decision.model.Fraction;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Resources;
import java.util.Comparator;
import java.util.List;

/**
 * Leaves the smallest share of CPU plus memory unused. As upstream, shares are of the machines'
 * whole capacity, and only the pods' containers count.
 */
final class LeastWasteExpander implements Expander {
    @Override
    public String name() {
        return "least-waste";
    }

    @Override
    public List<ExpansionOption> best(List<ExpansionOption> options) {
        return Best.by(Comparator.comparing(LeastWasteExpander::used), options);
    }

    private static Fraction used(ExpansionOption option) {
        Resources capacity = option.template().node().status().capacity();
        long cpu = 0;
        long memory = 0;
        for (Pod pod : option.pods()) {
            cpu += pod.spec().containerRequests().milliCpu();
            memory += pod.spec().containerRequests().memoryBytes();
        }
        return Fraction.of(cpu, capacity.milliCpu() * option.nodes())
                .plus(Fraction.of(memory, capacity.memoryBytes() * option.nodes()));
    }
}

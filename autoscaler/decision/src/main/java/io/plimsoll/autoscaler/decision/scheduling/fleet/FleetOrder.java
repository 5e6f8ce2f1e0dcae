package io.plimsoll.autoscaler.decision.scheduling.fleet;

import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.scheduling.node.ResourceLayout;
import io.plimsoll.autoscaler.decision.scheduling.packing.Batch;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.topology.DomainCounter;
import java.util.Comparator;
import java.util.List;

/**
 * In which order batches are packed: the harder to please before the easier, large before small.
 */
final class FleetOrder {
    private static final long PARTS = 1_000_000;

    private FleetOrder() {}

    /** By what of a pod large comes before small. */
    enum Largest {
        IN_ALL,
        BY_CPU,
        BY_MEMORY
    }

    static List<Batch> sorted(List<Batch> batches, Market market, Largest largest) {
        long cpu = 1;
        long memory = 1;
        for (Offer offer : market.offers()) {
            Resources size = offer.node().apply(0).status().allocatable();
            cpu = Math.max(cpu, size.milliCpu());
            memory = Math.max(memory, size.memoryBytes());
        }
        long mostCpu = cpu;
        long mostMemory = memory;
        return batches.stream()
                .map(batch ->
                        new Ranked(
                                batch,
                                ease(batch.shape()),
                                size(batch.shape(), mostCpu, mostMemory, largest)))
                .sorted(
                        Comparator.comparingInt(Ranked::ease)
                                .thenComparing(Comparator.comparingLong(Ranked::size).reversed()))
                .map(Ranked::batch)
                .toList();
    }

    private record Ranked(Batch batch, int ease, long size) {}

    /** Millionths of the largest node. */
    private static long size(PodShape shape, long cpu, long memory, Largest largest) {
        long[] requests = shape.requests();
        long ofCpu = requests[ResourceLayout.CPU] * PARTS / cpu;
        long ofMemory = requests[ResourceLayout.MEMORY] / Math.max(1, memory / PARTS);
        return switch (largest) {
            case IN_ALL -> ofCpu + ofMemory;
            case BY_CPU -> ofCpu;
            case BY_MEMORY -> ofMemory;
        };
    }

    private static int ease(PodShape shape) {
        if (hasPerNode(shape.antiAffinity())) {
            return 0;
        }
        if (!shape.spread().isEmpty()) {
            boolean perNode =
                    shape.spread().stream().anyMatch(term -> term.counter().topology().isPerNode());
            return perNode ? 1 : 2;
        }
        return shape.hasClassTerms() ? 3 : 4;
    }

    private static boolean hasPerNode(List<DomainCounter> counters) {
        return counters.stream().anyMatch(counter -> counter.topology().isPerNode());
    }
}

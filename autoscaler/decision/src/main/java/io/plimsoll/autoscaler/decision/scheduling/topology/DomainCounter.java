package io.plimsoll.autoscaler.decision.scheduling.topology;

import java.util.Arrays;

/** How many pods of some kind run in each domain of a topology. */
public sealed class DomainCounter permits SpreadCounter {
    private final Topology topology;
    private int[] counts = new int[8];
    private long total;
    private long changes;

    public DomainCounter(Topology topology) {
        this.topology = topology;
    }

    public final Topology topology() {
        return topology;
    }

    /** Pods in all domains together. */
    public final long total() {
        return total;
    }

    /** Grows with each pod that comes or goes. */
    public final long changes() {
        return changes;
    }

    /** Pods in the domain of the node in {@code slot}; 0 where it is in none. */
    public final int countAt(int slot) {
        int domain = topology.domainOf(slot);
        return domain < 0 ? 0 : count(domain);
    }

    public final int count(int domain) {
        return domain < counts.length ? counts[domain] : 0;
    }

    /** A pod of the kind came to the node in {@code slot} ({@code change} 1) or left it (-1). */
    public void add(int slot, int change) {
        int domain = topology.domainOf(slot);
        if (domain < 0) {
            return;
        }
        if (domain >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(domain + 1, 2 * counts.length));
        }
        changes++;
        counts[domain] += change;
        total += change;
    }
}

package io.plimsoll.autoscaler.decision.scheduling.topology;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Pods in the domains that a topology spread constraint looks at, and the least of them. Domains
 * are those of eligible nodes; pods on other nodes do not count.
 *
 * <p>INVARIANT: {@code domainsWith[c]} is the number of live domains with {@code c} pods, and
 * {@code least} is the smallest {@code c} for which that is not 0 (any value when there is no
 * domain).
 */
public final class SpreadCounter extends DomainCounter {
    private final IntPredicate eligible;
    private int[] nodes = new int[8];
    private int[] domainsWith = new int[8];
    private int liveDomains;
    private int least;
    private int knownLeast;
    private long changesOfLeast;

    /**
     * @param eligible whether the node in a slot has every topology key of the pod and passes its
     *     node inclusion policies
     */
    public SpreadCounter(Topology topology, IntPredicate eligible) {
        super(topology);
        this.eligible = eligible;
    }

    public int liveDomains() {
        return liveDomains;
    }

    /** The fewest pods in any domain; more than any count when there is no domain. */
    public int least() {
        return liveDomains == 0 ? Integer.MAX_VALUE : least;
    }

    /** Grows whenever {@link #least} or the number of domains changes. */
    public long changesOfLeast() {
        return changesOfLeast;
    }

    @Override
    public void add(int slot, int change) {
        if (!eligible.test(slot)) {
            return;
        }
        int before = countAt(slot);
        super.add(slot, change);
        leave(before);
        enter(before + change);
        noteLeast();
    }

    public void addNode(int slot) {
        if (!eligible.test(slot)) {
            return;
        }
        int domain = topology().domainOf(slot);
        if (domain >= nodes.length) {
            nodes = Arrays.copyOf(nodes, Math.max(domain + 1, 2 * nodes.length));
        }
        nodes[domain]++;
        if (nodes[domain] == 1) {
            liveDomains++;
            enter(count(domain));
            noteLeast();
            changesOfLeast++;
        }
    }

    /** The node's pods must have left before. */
    public void removeNode(int slot) {
        if (!eligible.test(slot)) {
            return;
        }
        int domain = topology().domainOf(slot);
        nodes[domain]--;
        if (nodes[domain] == 0) {
            liveDomains--;
            leave(count(domain));
            seek();
            noteLeast();
            changesOfLeast++;
        }
    }

    private void noteLeast() {
        if (least != knownLeast) {
            knownLeast = least;
            changesOfLeast++;
        }
    }

    private void enter(int count) {
        if (count >= domainsWith.length) {
            domainsWith = Arrays.copyOf(domainsWith, Math.max(count + 1, 2 * domainsWith.length));
        }
        domainsWith[count]++;
        if (liveDomains == 1 || count < least) {
            least = count;
        }
        seek();
    }

    private void leave(int count) {
        domainsWith[count]--;
    }

    private void seek() {
        while (least < domainsWith.length - 1 && domainsWith[least] == 0) {
            least++;
        }
    }
}

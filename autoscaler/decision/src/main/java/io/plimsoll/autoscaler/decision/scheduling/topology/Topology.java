package io.plimsoll.autoscaler.decision.scheduling.topology;

import io.plimsoll.autoscaler.decision.model.Node;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** One topology key: which domain, by number, each node slot is in. */
public final class Topology {
    public static final int NO_DOMAIN = -1;

    private final String key;
    private final Map<String, Integer> domains = new HashMap<>();
    private int[] domainOf = new int[16];
    private boolean perNode;

    public Topology(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }

    /** Whether the key tells nodes of one class apart, as the hostname does. */
    public boolean isPerNode() {
        return perNode;
    }

    void setPerNode(boolean perNode) {
        this.perNode = perNode;
    }

    public int domainOf(int slot) {
        return domainOf[slot];
    }

    public void put(int slot, Node node) {
        String value = node.metadata().labels().get(key);
        put(slot, value == null ? NO_DOMAIN : domain(value));
    }

    public void put(int slot, int domain) {
        if (slot >= domainOf.length) {
            domainOf = Arrays.copyOf(domainOf, Math.max(slot + 1, 2 * domainOf.length));
        }
        domainOf[slot] = domain;
    }

    public int domain(String value) {
        Integer known = domains.get(value);
        if (known != null) {
            return known;
        }
        int domain = domains.size();
        domains.put(value, domain);
        return domain;
    }
}

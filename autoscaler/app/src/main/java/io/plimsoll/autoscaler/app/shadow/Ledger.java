package io.plimsoll.autoscaler.app.shadow;

/**
 * What one side did in a day.
 *
 * @param nodesAdded ordered, or seen to come
 * @param nodesRemoved taken away, or seen to go
 * @param evictions pods that had to leave a node because it was to go
 * @param nodeMillis nodes times milliseconds
 * @param microUsdMillis millionths of a US dollar an hour, times milliseconds; of nodes whose price
 *     is known
 * @param podMillis pods that waited for a node, times milliseconds
 */
record Ledger(
        int nodesAdded,
        int nodesRemoved,
        int evictions,
        long nodeMillis,
        long microUsdMillis,
        long podMillis) {

    static final Ledger EMPTY = new Ledger(0, 0, 0, 0, 0, 0);

    Ledger plus(Ledger other) {
        return new Ledger(
                nodesAdded + other.nodesAdded,
                nodesRemoved + other.nodesRemoved,
                evictions + other.evictions,
                nodeMillis + other.nodeMillis,
                microUsdMillis + other.microUsdMillis,
                podMillis + other.podMillis);
    }

    /** Things that happened at once. */
    static Ledger counted(int nodesAdded, int nodesRemoved, int evictions) {
        return new Ledger(nodesAdded, nodesRemoved, evictions, 0, 0, 0);
    }
}

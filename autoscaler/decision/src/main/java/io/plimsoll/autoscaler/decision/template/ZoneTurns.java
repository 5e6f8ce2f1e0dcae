package io.plimsoll.autoscaler.decision.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * In which zones the next instances of a group come: each where the fewest are, as EC2 Auto Scaling
 * balances (user guide, "Availability Zone distribution"). Between zones with equally many nobody
 * knows; they are taken in the order of their names.
 */
public final class ZoneTurns {

    /** Of a group that has one zone, or of which nobody knows more. */
    static final ZoneTurns NONE = new ZoneTurns(new TreeMap<>());

    private final List<String> turns = new ArrayList<>();
    private final int zones;

    /**
     * @param instances live ones in each zone of the group
     */
    ZoneTurns(SortedMap<String, Integer> instances) {
        zones = instances.size();
        int most = instances.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        int fewest = instances.values().stream().mapToInt(Integer::intValue).min().orElse(0);
        for (int level = fewest; level <= most; level++) {
            for (Map.Entry<String, Integer> zone : instances.entrySet()) {
                if (zone.getValue() <= level) {
                    turns.add(zone.getKey());
                }
            }
        }
    }

    /** The group has several zones, and nobody who orders an instance can choose one. */
    public boolean areSeveral() {
        return zones > 1;
    }

    /** At least one. */
    int count() {
        return Math.max(1, zones);
    }

    /**
     * @param turn 0 for the next instance
     */
    String zone(int turn) {
        return turn < turns.size()
                ? turns.get(turn)
                : turns.get(turns.size() - zones + (turn - turns.size()) % zones);
    }
}

package io.plimsoll.autoscaler.decision.world;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Resources;
import java.util.List;
import java.util.TreeMap;

/** 2 CPUs, 8 GiB and 110 pods, all of it for pods. */
final class MachineDraft {
    long milliCpu = 2000;
    long memoryBytes = 8L << 30;
    long pods = 110;
    final TreeMap<String, Long> extended = new TreeMap<>();

    Node.Status status(List<Node.Condition> conditions) {
        Resources all = new Resources(milliCpu, memoryBytes, 0, pods, extended);
        return new Node.Status(all, all, conditions);
    }

    MachineDraft copyTo(MachineDraft other) {
        other.milliCpu = milliCpu;
        other.memoryBytes = memoryBytes;
        other.pods = pods;
        other.extended.putAll(extended);
        return other;
    }
}

package io.plimsoll.autoscaler.decision.interruption;

import io.plimsoll.autoscaler.decision.model.Interruption;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Pod;
import java.util.List;

/**
 * A node that is no capacity any more.
 *
 * @param pods all that are bound to it
 */
public record InterruptedNode(Node node, Interruption interruption, List<Pod> pods) {
    public InterruptedNode {
        pods = List.copyOf(pods);
    }

    public String name() {
        return node.name();
    }

    /** Those whose controllers will make others in their place: they need room elsewhere. */
    public List<Pod> displaced() {
        return pods.stream()
                .filter(pod -> pod.controller().isPresent() && !pod.isDaemon() && !pod.isMirror())
                .filter(pod -> pod.metadata().deletionTime().isEmpty() && !pod.isTerminal())
                .toList();
    }

    /**
     * Those that would be lost with the machine.
     *
     * @param cutoff below which priority nobody misses a pod
     */
    List<Pod> staying(int cutoff) {
        return pods.stream()
                .filter(pod -> !pod.isMirror() && !pod.isDaemon() && !pod.isTerminal())
                .filter(pod -> pod.spec().policy().priority() >= cutoff)
                .toList();
    }
}

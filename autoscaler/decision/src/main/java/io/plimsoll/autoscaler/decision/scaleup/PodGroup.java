package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.answer.PodVerdict.Rejection;
import io.plimsoll.autoscaler.decision.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Pods that the scheduler cannot tell apart, and which node groups would take one. */
final class PodGroup {

    private final List<Pod> pods;
    private final Set<String> takers = new TreeSet<>();
    private final Map<String, Rejection> rejections = new TreeMap<>();

    PodGroup(List<Pod> pods) {
        this.pods = List.copyOf(pods);
    }

    List<Pod> pods() {
        return pods;
    }

    Pod sample() {
        return pods.getFirst();
    }

    void accept(String nodeGroup) {
        takers.add(nodeGroup);
    }

    void reject(Rejection rejection) {
        rejections.put(rejection.nodeGroup(), rejection);
    }

    boolean fits(String nodeGroup) {
        return takers.contains(nodeGroup);
    }

    boolean fitsSomewhere() {
        return !takers.isEmpty();
    }

    List<Rejection> rejections() {
        return List.copyOf(rejections.values());
    }
}

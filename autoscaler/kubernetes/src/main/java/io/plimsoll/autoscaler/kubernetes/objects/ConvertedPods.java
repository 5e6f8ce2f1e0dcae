package io.plimsoll.autoscaler.kubernetes.objects;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Pods that were converted one by one, before all priority classes were known.
 *
 * @param pods one of each name, in the order that they were read in
 * @param classes the priority class of each that says no priority of its own; empty for none
 */
public record ConvertedPods(List<Pod> pods, Map<ObjectKey, String> classes) {

    static final ConvertedPods NONE = new ConvertedPods(List.of(), Map.of());

    public ConvertedPods {
        pods = List.copyOf(pods);
        classes = Collections.unmodifiableMap(classes);
    }

    Collection<Pod> with(PriorityClasses priorities) {
        return classes.isEmpty() ? pods : pods.stream().map(pod -> with(priorities, pod)).toList();
    }

    private Pod with(PriorityClasses priorities, Pod pod) {
        String name = classes.get(pod.key());
        int priority = name == null ? pod.spec().policy().priority() : priorities.of(name);
        return priority == pod.spec().policy().priority() ? pod : pod.withPriority(priority);
    }
}

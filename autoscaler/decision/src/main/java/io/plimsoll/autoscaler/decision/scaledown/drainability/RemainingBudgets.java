package io.plimsoll.autoscaler.decision.scaledown.drainability;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodDisruptionBudget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is left of the disruption budgets while nodes are planned to go, one after the other.
 * Mutable and confined to one thread.
 */
public final class RemainingBudgets {

    private final Map<String, List<PodDisruptionBudget>> byNamespace = new HashMap<>();
    private final Map<ObjectKey, Integer> left = new HashMap<>();

    public RemainingBudgets(List<PodDisruptionBudget> budgets) {
        for (PodDisruptionBudget budget : budgets) {
            byNamespace
                    .computeIfAbsent(budget.key().namespace(), _ -> new ArrayList<>())
                    .add(budget);
            left.put(budget.key(), budget.disruptionsAllowed());
        }
    }

    /** Budgets that an eviction of the pod is held against. */
    public List<PodDisruptionBudget> matching(Pod pod) {
        List<PodDisruptionBudget> inNamespace =
                byNamespace.getOrDefault(pod.key().namespace(), List.of());
        return inNamespace.isEmpty()
                ? List.of()
                : inNamespace.stream().filter(budget -> protects(budget, pod)).toList();
    }

    private List<PodDisruptionBudget> spentBy(Pod pod) {
        List<PodDisruptionBudget> matching = matching(pod);
        return matching.isEmpty()
                ? matching
                : matching.stream().filter(budget -> counts(budget, pod)).toList();
    }

    private static boolean counts(PodDisruptionBudget budget, Pod pod) {
        boolean unready = pod.status().phase() == Pod.Phase.RUNNING && !pod.status().ready();
        return !(unready && budget.sparesUnready());
    }

    private static boolean protects(PodDisruptionBudget budget, Pod pod) {
        return budget.selector()
                .filter(selector -> selector.matches(pod.metadata().labels()))
                .isPresent();
    }

    /** The budget, which matches the pod, is used up. */
    boolean forbids(PodDisruptionBudget budget, Pod pod) {
        return counts(budget, pod) && left.getOrDefault(budget.key(), 0) < 1;
    }

    /** All of the pods may be disrupted at the same time; else one has to wait for another. */
    public boolean coverAtOnce(Collection<Pod> pods) {
        if (left.isEmpty()) {
            return true;
        }
        Map<ObjectKey, Integer> needed = new HashMap<>();
        for (Pod pod : pods) {
            spentBy(pod).forEach(budget -> needed.merge(budget.key(), 1, Integer::sum));
        }
        return needed.entrySet().stream()
                .allMatch(need -> need.getValue() <= left.getOrDefault(need.getKey(), 0));
    }

    /** Counts the pods as disrupted. A budget may go below zero: then it forbids further nodes. */
    public void spend(Collection<Pod> pods) {
        if (left.isEmpty()) {
            return;
        }
        for (Pod pod : pods) {
            spentBy(pod).forEach(budget -> left.merge(budget.key(), -1, Integer::sum));
        }
    }
}

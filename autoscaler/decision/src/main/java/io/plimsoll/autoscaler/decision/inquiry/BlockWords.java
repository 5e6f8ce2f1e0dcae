package io.plimsoll.autoscaler.decision.inquiry;

import io.plimsoll.autoscaler.decision.answer.BlockingReason;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodDisruptionBudget;
import io.plimsoll.autoscaler.decision.scaledown.drainability.DrainFacts;
import java.util.stream.Collectors;

/** Why a pod may not be moved, with the flag, the annotation or the budget. */
public final class BlockWords {

    private static final String ANNOTATION = "cluster-autoscaler.kubernetes.io/safe-to-evict";

    private BlockWords() {}

    public static String of(Pod pod, BlockingReason reason, DrainFacts facts) {
        String owner =
                pod.controller()
                        .map(found -> "%s %s".formatted(found.kind(), found.name()))
                        .orElse("no controller");
        return switch (reason) {
            case CONTROLLER_NOT_FOUND -> "its %s is not there".formatted(owner);
            case MIN_REPLICAS_REACHED ->
                    "its %s has fewer replicas than --min-replica-count=%d"
                            .formatted(owner, facts.options().minReplicaCount());
            case NOT_REPLICATED ->
                    "of %s, which would not make it anew; %s=true lets it go"
                            .formatted(owner, ANNOTATION);
            case LOCAL_STORAGE_REQUESTED ->
                    "has a volume of the node, and --skip-nodes-with-local-storage=%s"
                            .formatted(facts.options().skipLocalStorage());
            case NOT_SAFE_TO_EVICT_ANNOTATION -> "annotation %s=false".formatted(ANNOTATION);
            case UNMOVABLE_KUBE_SYSTEM_POD ->
                    "no PodDisruptionBudget is for it, and --skip-nodes-with-system-pods=%s"
                            .formatted(facts.options().skipSystemPods());
            case NOT_ENOUGH_PDB, SEVERAL_PDBS ->
                    facts.budgets().matching(pod).stream()
                            .map(BlockWords::budget)
                            .collect(Collectors.joining(", "));
            case UNREADABLE -> "is there and cannot be understood";
            case UNEXPECTED_ERROR -> "";
        };
    }

    private static String budget(PodDisruptionBudget budget) {
        return "PodDisruptionBudget %s allows %d disruptions"
                .formatted(budget.key().name(), budget.disruptionsAllowed());
    }
}

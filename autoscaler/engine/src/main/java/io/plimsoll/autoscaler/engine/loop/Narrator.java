package io.plimsoll.autoscaler.engine.loop;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.answer.Action.EndInterrupted;
import io.plimsoll.autoscaler.decision.answer.Action.EndUnregistered;
import io.plimsoll.autoscaler.decision.answer.Action.Evict;
import io.plimsoll.autoscaler.decision.answer.Action.FreeNode;
import io.plimsoll.autoscaler.decision.answer.Action.GiveBack;
import io.plimsoll.autoscaler.decision.answer.Action.KeepNode;
import io.plimsoll.autoscaler.decision.answer.Action.MarkCandidate;
import io.plimsoll.autoscaler.decision.answer.Action.MarkInterrupted;
import io.plimsoll.autoscaler.decision.answer.Action.NodeRemoval;
import io.plimsoll.autoscaler.decision.answer.Action.NoteReplacement;
import io.plimsoll.autoscaler.decision.answer.Action.Repair;
import io.plimsoll.autoscaler.decision.answer.Action.Replacement;
import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.answer.Action.UnmarkCandidate;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.answer.PodVerdict.Rejection;
import io.plimsoll.autoscaler.engine.actuation.Events;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells the cluster of decisions that led to no action, and of actions that failed. */
final class Narrator {
    /** As the decision says it of each pod. */
    private static final String MAX_NODES_TOTAL = "max total nodes in cluster reached";

    private final Events events;

    Narrator(Events events) {
        this.events = events;
    }

    void tell(Decision decision, List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Failed(Action action, Problem problem)) {
                tellFailed(action, problem.message());
            }
        }
        if (!decision.health().healthy()) {
            events.clusterUnhealthy(decision.health().message());
        }
        if (decision.pods().stream().anyMatch(Narrator::isAtClusterMaximum)) {
            events.maxNodesTotalReached();
        }
        // As Cluster Autoscaler: while anything grows, a pod may yet be helped by a later loop.
        if (!decision.scaleUps().isEmpty()) {
            return;
        }
        for (PodVerdict verdict : decision.pods()) {
            switch (verdict) {
                case PodVerdict.Unschedulable unschedulable ->
                        events.notTriggeredScaleUp(unschedulable.pod(), reasons(unschedulable));
                case PodVerdict.FitsExistingNode _,
                        PodVerdict.TriggersScaleUp _,
                        PodVerdict.AwaitsEvaluation _,
                        PodVerdict.Ignored _ -> {}
            }
        }
    }

    /**
     * The pods that an order would have helped.
     *
     * @param why nothing is ordered
     */
    void tellWithheld(Decision decision, String why) {
        for (PodVerdict verdict : decision.pods()) {
            switch (verdict) {
                case PodVerdict.TriggersScaleUp triggers ->
                        events.notTriggeredScaleUp(triggers.pod(), "observing only: " + why);
                case PodVerdict.Unschedulable _,
                        PodVerdict.FitsExistingNode _,
                        PodVerdict.AwaitsEvaluation _,
                        PodVerdict.Ignored _ -> {}
            }
        }
    }

    private void tellFailed(Action action, String problem) {
        switch (action) {
            case FreeNode(String node) -> events.cleanUpFailed(node, problem);
            case MarkCandidate(String node) -> events.softTaintFailed(node, true, problem);
            case UnmarkCandidate(String node) -> events.softTaintFailed(node, false, problem);
            case KeepNode(String node) -> events.keepingFailed(node, problem);
            case GiveBack giveBack -> events.giveBackFailed(giveBack, problem);
            // Told where they failed.
            case ScaleUp _,
                    NodeRemoval _,
                    Replacement _,
                    EndInterrupted _,
                    EndUnregistered _,
                    Evict _,
                    MarkInterrupted _,
                    NoteReplacement _,
                    Repair _ -> {}
        }
    }

    private static boolean isAtClusterMaximum(PodVerdict verdict) {
        return verdict instanceof PodVerdict.Unschedulable unschedulable
                && unschedulable.rejections().stream()
                        .anyMatch(rejection -> rejection.reason().equals(MAX_NODES_TOTAL));
    }

    /** Such as {@code 1 Insufficient cpu, 2 max node group size reached}. */
    private static String reasons(PodVerdict.Unschedulable verdict) {
        Map<String, Long> counts =
                verdict.rejections().stream()
                        .map(Rejection::reason)
                        .collect(
                                Collectors.groupingBy(
                                        Function.identity(), TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}

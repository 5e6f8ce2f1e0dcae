package io.plimsoll.autoscaler.engine.loop;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.answer.PodVerdict.Rejection;
import io.plimsoll.autoscaler.engine.actuation.Events;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells the cluster of decisions that led to no action. */
final class Narrator {
    private final Events events;

    Narrator(Events events) {
        this.events = events;
    }

    void tell(Decision decision) {
        if (!decision.health().healthy()) {
            events.clusterUnhealthy(decision.health().message());
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

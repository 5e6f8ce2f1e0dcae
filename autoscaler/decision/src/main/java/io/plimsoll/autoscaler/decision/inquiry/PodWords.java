package io.plimsoll.autoscaler.decision.inquiry;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.PodVerdict.IgnoreReason;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.IntakeOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Why a Pending pod is left alone, or has to wait, with the flag and its value. */
public final class PodWords {

    public static final String FRESH =
            "all pods are so new that more may be about to come: decided anew within seconds";

    private PodWords() {}

    /**
     * @param pod that is ignored
     */
    public static String ignored(Pod pod, IgnoreReason reason, IntakeOptions options, Instant now) {
        Pod.Policy policy = pod.spec().policy();
        return switch (reason) {
            case EXPENDABLE ->
                    "priority %d is below --expendable-pods-priority-cutoff=%d"
                            .formatted(policy.priority(), options.expendablePriorityCutoff());
            case GATED -> "scheduling gates: " + String.join(", ", policy.gates());
            case NOT_UNSCHEDULABLE -> notUnschedulable(pod);
            case OTHER_SCHEDULER ->
                    "its scheduler is %s, and --allowed-scheduler-names=%s"
                            .formatted(
                                    policy.schedulerName(),
                                    String.join(",", options.allowedSchedulers()));
            case DAEMON_SET -> "its DaemonSet brings it to new nodes; none is added for it";
            case YOUNG -> young(pod, options.newPodDelay(), now);
        };
    }

    private static String notUnschedulable(Pod pod) {
        String name = pod.spec().policy().schedulerName();
        if (pod.metadata().deletionTime().isPresent()) {
            return "it is being deleted";
        }
        return pod.status()
                .scheduled()
                .map(said ->
                        "scheduler %s says %s, not Unschedulable"
                                .formatted(
                                        name, said.reason().isEmpty() ? "nothing" : said.reason()))
                .orElseGet(() ->
                        "scheduler %s has not tried it yet (--bypassed-scheduler-names lets such pods count)"
                                .formatted(name));
    }

    private static String young(Pod pod, Duration flag, Instant now) {
        String age =
                "it is %d s old"
                        .formatted(
                                Duration.between(pod.metadata().creationTime(), now).toSeconds());
        return pod.spec()
                .policy()
                .scaleUpDelay()
                .filter(own -> own.compareTo(flag) >= 0)
                .map(own -> "%s; its annotation asks to wait %d s".formatted(age, own.toSeconds()))
                .orElseGet(
                        () -> "%s; --new-pod-scale-up-delay=%ds".formatted(age, flag.toSeconds()));
    }

    /**
     * @param helpful groups that would take the pod
     * @param full those that the decision brings to their maximum
     */
    public static String awaits(Decision decision, List<String> helpful, Set<String> full) {
        if (!decision.health().healthy()) {
            return decision.health().message();
        }
        if (!helpful.isEmpty() && full.containsAll(helpful)) {
            return "%s would take it, but what this loop orders brings it to its maximum"
                    .formatted(names(helpful));
        }
        String ordered =
                decision.scaleUps().stream()
                        .map(Action.ScaleUp::nodeGroup)
                        .collect(Collectors.joining(", "));
        if (ordered.isEmpty()) {
            return "%s would take it, but cluster limits leave no room for a node (--max-nodes-total, --cores-total, --memory-total)"
                    .formatted(names(helpful));
        }
        return "%s would take it; this loop orders %s for other pods, and the next loop looks again (--salvo-scale-up orders for all at once)"
                .formatted(names(helpful), ordered);
    }

    private static String names(List<String> groups) {
        return groups.isEmpty() ? "a group" : String.join(", ", groups);
    }
}

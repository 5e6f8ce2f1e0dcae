package io.plimsoll.autoscaler.app.vectors;

import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.answer.PodVerdict.IgnoreReason;
import io.plimsoll.autoscaler.decision.answer.PodVerdict.Rejection;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Outcomes of pending pods; of pods that are alike, only how many have which outcome counts. */
final class PodComparison {

    private final Map<String, String> kinds = new HashMap<>();

    PodComparison(VectorWorld world) {
        for (Pod pod : world.observation().cluster().pods()) {
            SortedMap<String, String> labels = new TreeMap<>(pod.metadata().labels());
            labels.remove("statefulset.kubernetes.io/pod-name");
            labels.remove("apps.kubernetes.io/pod-index");
            String controller = pod.controller().map(OwnerReference::uid).orElse("none");
            String kind = pod.key().namespace() + controller + labels + pod.spec();
            kinds.put(pod.key().toString(), kind);
        }
    }

    List<String> outcomes(JsonNode expected, List<PodVerdict> verdicts) {
        Map<String, Map<String, Integer>> theirs = new TreeMap<>();
        for (JsonNode pod : expected) {
            count(theirs, pod.get("pod").asString(), outcome(pod));
        }
        Map<String, Map<String, Integer>> ours = new TreeMap<>();
        verdicts.forEach(verdict -> count(ours, verdict.pod().toString(), outcome(verdict)));
        return differences(theirs, ours);
    }

    /** Why each group is no help to pods that no group helps. */
    List<String> rejections(JsonNode expected, List<PodVerdict> verdicts) {
        Map<String, Map<String, Integer>> theirs = new TreeMap<>();
        for (JsonNode pod : expected) {
            if (pod.has("rejected") || pod.has("skipped")) {
                count(theirs, pod.get("pod").asString(), reasons(pod));
            }
        }
        Map<String, Map<String, Integer>> ours = new TreeMap<>();
        for (PodVerdict verdict : verdicts) {
            if (verdict instanceof PodVerdict.Unschedulable unschedulable
                    && !isMaxNodesTotal(unschedulable)) {
                count(ours, verdict.pod().toString(), reasons(unschedulable));
            }
        }
        return differences(theirs, ours);
    }

    private void count(Map<String, Map<String, Integer>> counts, String pod, String outcome) {
        String kind = kinds.getOrDefault(pod, pod);
        counts.computeIfAbsent(kind, _ -> new TreeMap<>()).merge(outcome, 1, Integer::sum);
    }

    private List<String> differences(
            Map<String, Map<String, Integer>> theirs, Map<String, Map<String, Integer>> ours) {
        List<String> differences = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        kinds.forEach((pod, kind) -> names.putIfAbsent(kind, pod));
        theirs.forEach((kind, outcomes) -> {
            Map<String, Integer> found = ours.getOrDefault(kind, Map.of());
            if (!outcomes.equals(found)) {
                differences.add(
                        "%s: expected %s, was %s".formatted(names.get(kind), outcomes, found));
            }
        });
        ours.forEach((kind, outcomes) -> {
            if (!theirs.containsKey(kind)) {
                differences.add(
                        "%s: expected nothing, was %s".formatted(names.get(kind), outcomes));
            }
        });
        return differences;
    }

    private static String outcome(JsonNode pod) {
        String outcome = pod.get("outcome").asString();
        String why = pod.has("why") ? " " + pod.get("why").asString() : "";
        return outcome.equals("NotEvaluated") ? "AwaitsEvaluation" : outcome + why;
    }

    private static String outcome(PodVerdict verdict) {
        String name = verdict.getClass().getSimpleName();
        return switch (verdict) {
            case PodVerdict.Ignored ignored -> name + " " + why(ignored.reason());
            case PodVerdict.Unschedulable unschedulable ->
                    isMaxNodesTotal(unschedulable)
                            ? name + " " + unschedulable.rejections().getFirst().reason()
                            : name;
            case PodVerdict.FitsExistingNode _,
                    PodVerdict.TriggersScaleUp _,
                    PodVerdict.AwaitsEvaluation _ ->
                    name;
        };
    }

    private static String why(IgnoreReason reason) {
        return switch (reason) {
            case EXPENDABLE -> "expendable";
            // Upstream has one word for both.
            case GATED, NOT_UNSCHEDULABLE -> "not unschedulable";
            case OTHER_SCHEDULER -> "other scheduler";
            case DAEMON_SET -> "daemonset";
            case YOUNG -> "young";
        };
    }

    private static boolean isMaxNodesTotal(PodVerdict.Unschedulable verdict) {
        return verdict.rejections().stream()
                .map(Rejection::reason)
                .anyMatch("max total nodes in cluster reached"::equals);
    }

    private static String reasons(JsonNode pod) {
        Map<String, String> reasons = new TreeMap<>();
        for (var entry : properties(pod, "rejected")) {
            String plugin = pod.get("rejectedBy").get(entry.getKey()).asString();
            reasons.put(entry.getKey(), plugin + ": " + entry.getValue().asString());
        }
        for (var entry : properties(pod, "skipped")) {
            reasons.put(entry.getKey(), Rejection.BY_GROUP + ": " + entry.getValue().asString());
        }
        return reasons.toString();
    }

    private static Iterable<Map.Entry<String, JsonNode>> properties(JsonNode pod, String name) {
        return pod.has(name) ? pod.get(name).properties() : List.of();
    }

    private static String reasons(PodVerdict.Unschedulable verdict) {
        Map<String, String> reasons = new TreeMap<>();
        verdict.rejections()
                .forEach(rejection ->
                        reasons.put(
                                rejection.nodeGroup(),
                                rejection.plugin() + ": " + rejection.reason()));
        return reasons.toString();
    }
}

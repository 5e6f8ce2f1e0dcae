package io.plimsoll.autoscaler.app.vectors;

import io.plimsoll.autoscaler.decision.answer.Action.NodeRemoval;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Verdicts on nodes, and which nodes a later loop removes. */
final class NodeComparison {

    private final JsonNode expected;
    private final Map<String, NodeVerdict> verdicts = new TreeMap<>();

    NodeComparison(JsonNode expected, Decision decision) {
        this.expected = expected;
        decision.nodes().forEach(verdict -> verdicts.put(verdict.node(), verdict));
    }

    /** Where the order of nodes decides, any of the sets that were seen, or one like them. */
    List<String> unneeded() {
        Set<String> ours = new TreeSet<>();
        verdicts.values().stream()
                .filter(NodeVerdict.Unneeded.class::isInstance)
                .forEach(verdict -> ours.add(verdict.node()));
        Set<String> common = strings(expected.get("unneeded"));
        if (!expected.has("unneededAnyOf")) {
            return ours.equals(common)
                    ? List.of()
                    : List.of("unneeded: expected %s, was %s".formatted(common, ours));
        }
        Set<Integer> sizes = new HashSet<>();
        expected.get("unneededAnyOf").forEach(set -> sizes.add(set.size()));
        boolean alike =
                ours.containsAll(common)
                        && sizes.contains(ours.size())
                        && expected.get("unremovable").propertyNames().stream()
                                .noneMatch(ours::contains);
        return alike
                ? List.of()
                : List.of(
                        "unneeded: expected any of %s, was %s"
                                .formatted(expected.get("unneededAnyOf"), ours));
    }

    List<String> unremovable() {
        List<String> differences = new ArrayList<>();
        for (var entry : expected.get("unremovable").properties()) {
            Set<String> allowed = allowed(entry.getValue());
            String ours = describe(verdicts.get(entry.getKey()));
            if (!allowed.contains(ours)) {
                differences.add("%s: expected %s, was %s".formatted(entry.getKey(), allowed, ours));
            }
        }
        return differences;
    }

    List<String> notCandidates() {
        List<String> differences = new ArrayList<>();
        for (var entry : properties(expected, "notCandidates")) {
            String ours = describe(verdicts.get(entry.getKey()));
            if (!ours.equals(entry.getValue().asString())) {
                differences.add(
                        "%s: expected %s, was %s"
                                .formatted(entry.getKey(), entry.getValue().asString(), ours));
            }
        }
        return differences;
    }

    List<String> utilization() {
        List<String> differences = new ArrayList<>();
        for (var entry : expected.get("utilization").properties()) {
            NodeVerdict verdict = verdicts.get(entry.getKey());
            int permille = verdict == null ? -1 : verdict.utilizationPermille().orElse(-1);
            double theirs = entry.getValue().asDouble() * 1000;
            if (permille > theirs + 0.001 || permille < theirs - 1.001) {
                differences.add(
                        "%s: expected %s, was %d permille"
                                .formatted(entry.getKey(), entry.getValue(), permille));
            }
        }
        return differences;
    }

    List<String> removals(JsonNode later, Decision decision) {
        Map<String, String> heldBack = new TreeMap<>();
        for (NodeVerdict verdict : decision.nodes()) {
            if (verdict instanceof NodeVerdict.Unneeded unneeded) {
                unneeded.heldBack()
                        .ifPresent(reason -> heldBack.put(verdict.node(), reason.upstreamName()));
            }
        }
        if (later.get("exact").asBoolean()) {
            return differing(
                    "empty %s, drain %s, held back %s"
                            .formatted(
                                    strings(later.get("empty")),
                                    strings(later.get("drain")),
                                    map(later, "heldBack")),
                    "empty %s, drain %s, held back %s"
                            .formatted(
                                    nodes(decision, removal -> !removal.isDrain()),
                                    nodes(decision, NodeRemoval::isDrain),
                                    heldBack));
        }
        Map<String, String> perGroup = new TreeMap<>();
        decision.removals().forEach(removal -> increment(perGroup, removal.nodeGroup()));
        Map<String, String> reasons = new TreeMap<>();
        heldBack.values().forEach(reason -> increment(reasons, reason));
        return differing(
                "%s, held back %s".formatted(map(later, "perGroup"), map(later, "heldBackReasons")),
                "%s, held back %s".formatted(perGroup, reasons));
    }

    private static void increment(Map<String, String> counts, String key) {
        counts.merge(key, "1", (old, _) -> String.valueOf(Integer.parseInt(old) + 1));
    }

    private static List<String> differing(String theirs, String ours) {
        return theirs.equals(ours)
                ? List.of()
                : List.of("deletions: expected %s, was %s".formatted(theirs, ours));
    }

    private static Set<String> nodes(Decision decision, Predicate<NodeRemoval> which) {
        Set<String> nodes = new TreeSet<>();
        decision.removals().stream().filter(which).forEach(each -> nodes.add(each.node()));
        return nodes;
    }

    private static Map<String, String> map(JsonNode node, String name) {
        Map<String, String> map = new TreeMap<>();
        for (var entry : properties(node, name)) {
            map.put(entry.getKey(), entry.getValue().asString());
        }
        return map;
    }

    private static Set<String> allowed(JsonNode verdict) {
        Set<String> allowed = new TreeSet<>();
        String reason = verdict.get("reason").asString();
        if (verdict.has("blockingPodAnyOf")) {
            verdict.get("blockingPodAnyOf").forEach(any -> allowed.add(blocked(reason, any)));
        } else if (verdict.has("blockingPod")) {
            allowed.add(blocked(reason, verdict));
        } else {
            allowed.add(reason);
        }
        return allowed;
    }

    private static String blocked(String reason, JsonNode by) {
        return "%s %s %s"
                .formatted(
                        reason,
                        by.get("blockingPod").asString(),
                        by.get("blockingReason").asString());
    }

    private static String describe(@org.jspecify.annotations.Nullable NodeVerdict verdict) {
        return switch (verdict) {
            case null -> "no verdict";
            case NodeVerdict.Unneeded _ -> "Unneeded";
            case NodeVerdict.Replaced _ -> "Replaced";
            case NodeVerdict.Unremovable unremovable ->
                    unremovable
                            .blockedBy()
                            .map(blocking ->
                                    "%s %s %s"
                                            .formatted(
                                                    unremovable.reason().upstreamName(),
                                                    blocking.pod(),
                                                    blocking.reason().upstreamName()))
                            .orElseGet(() -> unremovable.reason().upstreamName());
        };
    }

    private static Iterable<Map.Entry<String, JsonNode>> properties(JsonNode node, String name) {
        return node.has(name) ? node.get(name).properties() : List.of();
    }

    private static Set<String> strings(JsonNode array) {
        Set<String> strings = new TreeSet<>();
        array.forEach(each -> strings.add(each.asString()));
        return strings;
    }
}

package io.plimsoll.autoscaler.app.plan;

import io.plimsoll.autoscaler.app.plan.PlanDocument.ScaleUp;
import io.plimsoll.autoscaler.app.plan.PodEntry.Rejected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pending pods by their controllers; those of one controller that fare alike are told once. */
public final class PodsText {

    private static final String NO_CONTROLLER = "pods of no controller in ";

    private PodsText() {}

    /** What pods of one controller have in common; of those that get a place, not where. */
    private record Alike(
            String owner, String outcome, String why, boolean ordered, List<Rejected> rejected) {}

    static void of(List<PodEntry> pods, List<ScaleUp> scaleUps, Lines lines) {
        if (pods.isEmpty()) {
            return;
        }
        lines.blank().add(0, "Pods");
        Map<Alike, List<PodEntry>> groups = new LinkedHashMap<>();
        for (PodEntry pod : pods) {
            groups.computeIfAbsent(alike(pod), _ -> new ArrayList<>()).add(pod);
        }
        groups.forEach((alike, members) -> tell(alike, members, scaleUps, lines));
    }

    private static Alike alike(PodEntry pod) {
        return new Alike(
                owner(pod),
                pod.outcome(),
                pod.why().orElse(""),
                pod.ordered().orElse(false),
                pod.rejected());
    }

    private static String owner(PodEntry pod) {
        String namespace = pod.pod().substring(0, pod.pod().indexOf('/') + 1);
        return pod.controller()
                .map(owner -> owner.replaceFirst("/", " " + namespace))
                .orElse(NO_CONTROLLER + namespace.replace("/", ""));
    }

    private static void tell(
            Alike alike, List<PodEntry> pods, List<ScaleUp> scaleUps, Lines lines) {
        String who =
                isBare(alike) && pods.size() == 1
                        ? "pod " + pods.getFirst().pod()
                        : "%s: %s".formatted(alike.owner(), PlanText.count(pods.size(), "pod"));
        switch (alike.outcome()) {
            case "TriggersScaleUp" -> {
                lines.add(2, "+ %s, helped by new nodes".formatted(who));
                byPlace(pods)
                        .forEach((group, number) -> lines.add(6, onNew(group, number, scaleUps)));
            }
            case "FitsExistingNode" -> {
                lines.add(
                        2,
                        "= %s, %s"
                                .formatted(
                                        who,
                                        alike.ordered()
                                                ? "on nodes that are ordered already"
                                                : "on nodes that have room"));
                lines.add(6, PlanText.some(List.copyOf(places(pods, alike.ordered()))));
            }
            case "Unschedulable" -> {
                lines.add(2, "! %s, no node group helps".formatted(who));
                names(alike, pods, lines);
                tell(alike.rejected(), lines);
            }
            case "AwaitsEvaluation" -> {
                lines.add(2, "~ %s, for a later loop".formatted(who));
                lines.add(6, alike.why());
            }
            default -> {
                lines.add(4, "%s, ignored".formatted(who));
                names(alike, pods, lines);
                lines.add(6, alike.why());
            }
        }
    }

    private static String onNew(String group, int pods, List<ScaleUp> scaleUps) {
        String nodes = PlanText.count(PlanText.more(scaleUps, group), "new node");
        int others =
                scaleUps.stream()
                                .filter(scaleUp -> scaleUp.nodeGroup().equals(group))
                                .mapToInt(scaleUp -> scaleUp.pods().size())
                                .sum()
                        - pods;
        return others == 0
                ? "%s: %s on %s".formatted(group, PlanText.count(pods, "pod"), nodes)
                : "%s: %s; %s for these and %s"
                        .formatted(
                                group,
                                PlanText.count(pods, "pod"),
                                nodes,
                                PlanText.count(others, "other"));
    }

    private static boolean isBare(Alike alike) {
        return alike.owner().startsWith(NO_CONTROLLER);
    }

    private static void names(Alike alike, List<PodEntry> pods, Lines lines) {
        if (isBare(alike) ? pods.size() > 1 : pods.size() == 1) {
            lines.add(6, PlanText.some(pods.stream().map(PodEntry::pod).toList()));
        }
    }

    /** Groups that say the same are told together. */
    private static void tell(List<Rejected> all, Lines lines) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (Rejected rejected : all) {
            String found = rejected.found().isEmpty() ? rejected.reason() : rejected.found();
            groups.computeIfAbsent(
                            rejected.plugin().equals("NodeGroup")
                                    ? found
                                    : "%s: %s".formatted(rejected.plugin(), found),
                            _ -> new ArrayList<>())
                    .add(rejected.nodeGroup());
        }
        groups.forEach(
                (found, names) -> lines.add(6, "%s: %s".formatted(PlanText.some(names), found)));
    }

    private static Map<String, Integer> byPlace(List<PodEntry> pods) {
        Map<String, Integer> counts = new TreeMap<>();
        pods.forEach(pod -> counts.merge(pod.nodeGroup().orElse("?"), 1, Integer::sum));
        return counts;
    }

    private static List<String> places(List<PodEntry> pods, boolean ordered) {
        return pods.stream()
                .flatMap(pod -> pod.node().stream())
                .distinct()
                .map(node -> ordered ? ordered(node) : node)
                .toList();
    }

    /** Such as {@code ordered node 2 of kong}. */
    public static String ordered(String node) {
        int at = node.lastIndexOf("-upcoming-");
        return at < 0
                ? node
                : "ordered node %s of %s"
                        .formatted(
                                node.substring(at + "-upcoming-".length()), node.substring(0, at));
    }
}

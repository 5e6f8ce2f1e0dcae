package io.plimsoll.autoscaler.app.plan;

import io.plimsoll.autoscaler.app.plan.GroupEntry.Part;
import io.plimsoll.autoscaler.app.plan.GroupEntry.Template;
import io.plimsoll.autoscaler.app.plan.PlanDocument.ScaleUp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Node groups with the next node that a plan reckons with; those that grow first. */
final class GroupsText {

    private static final int DETAIL = 8;

    private GroupsText() {}

    static void of(List<GroupEntry> groups, List<ScaleUp> scaleUps, Lines lines) {
        if (groups.isEmpty()) {
            return;
        }
        lines.blank().add(0, "Node groups");
        Set<String> told = new HashSet<>();
        for (boolean growing : new boolean[] {true, false}) {
            for (GroupEntry group : groups) {
                Optional<ScaleUp> scaleUp =
                        scaleUps.stream()
                                .filter(found -> found.nodeGroup().equals(group.name()))
                                .findFirst();
                if (scaleUp.isPresent() == growing) {
                    tell(group, scaleUp, lines);
                    scaleUp.map(ScaleUp::reason)
                            .filter(told::add)
                            .ifPresent(reason -> lines.add(6, reason));
                    next(group, lines);
                }
            }
        }
    }

    private static void tell(GroupEntry group, Optional<ScaleUp> scaleUp, Lines lines) {
        String limits = "(%d to %d)".formatted(group.min(), group.max());
        lines.add(
                scaleUp.isPresent() ? 2 : 4,
                scaleUp.map(grows ->
                                "+ %s: %d -> %d nodes %s"
                                        .formatted(group.name(), grows.from(), grows.to(), limits))
                        .orElseGet(() ->
                                "%s: %s %s"
                                        .formatted(
                                                group.name(),
                                                PlanText.count(group.desired(), "node"),
                                                limits)));
    }

    private static void next(GroupEntry group, Lines lines) {
        group.notBalanced().ifPresent(why -> lines.add(6, why));
        group.problem().ifPresent(problem -> lines.add(6, "next node unknown: " + problem));
        group.template().ifPresent(template -> tell(template, lines));
    }

    private static void tell(Template template, Lines lines) {
        lines.add(
                6,
                template.like()
                        .map(node -> "next node, like node %s:".formatted(node))
                        .orElse("next node, computed:"));
        String price =
                template.usdPerHour()
                        .map(usd -> ", %s USD/h".formatted(PlanText.usd(usd)))
                        .orElse(", price not known");
        Part type = template.instanceType();
        row("type", shortened(type.value()) + price, type.from(), lines);
        template.zone().ifPresent(zone -> row("zone", zone(zone, template), none(), lines));
        for (Part amount : template.allocatable()) {
            String taken = template.daemonSets().get(amount.name());
            row(
                    name(amount.name()),
                    amount.value()
                            + (taken == null ? "" : " (DaemonSets take %s)".formatted(taken)),
                    amount.from(),
                    lines);
        }
        rows("labels", template.labels(), part -> part.name() + "=" + part.value(), lines);
        rows("taints", template.taints(), Part::value, lines);
    }

    private static Optional<String> none() {
        return Optional.empty();
    }

    private static String name(String resource) {
        return resource.equals("ephemeral-storage") ? "disk" : resource;
    }

    private static String zone(String zone, Template template) {
        return template.zones().size() < 2
                ? zone
                : "%s comes next, of %s".formatted(zone, String.join(", ", template.zones()));
    }

    private static String shortened(String types) {
        List<String> all = List.of(types.split(" or ", -1));
        return all.size() <= 5
                ? types
                : "%s or %d more".formatted(String.join(", ", all.subList(0, 4)), all.size() - 4);
    }

    private static void row(String name, String value, Optional<String> from, Lines lines) {
        lines.add(
                DETAIL,
                "%-7s %s%s"
                        .formatted(
                                name,
                                value,
                                from.map(source -> "  [%s]".formatted(source)).orElse("")));
    }

    /** Those of one origin in one row. */
    private static void rows(
            String name, List<Part> parts, Function<Part, String> text, Lines lines) {
        Map<Optional<String>, List<String>> byOrigin = new LinkedHashMap<>();
        for (Part part : parts) {
            byOrigin.computeIfAbsent(part.from(), _ -> new ArrayList<>()).add(text.apply(part));
        }
        byOrigin.forEach((from, all) -> row(name, String.join(", ", all), from, lines));
    }
}

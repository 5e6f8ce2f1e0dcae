package io.plimsoll.autoscaler.decision.scaleup;

import static io.plimsoll.autoscaler.decision.scaleup.ScaleUpReason.count;

import io.plimsoll.autoscaler.decision.scaleup.CheapestMix.Mix;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in one sentence why a group is part of a mix, and what that costs. */
record MixReason(
        List<GroupTemplate> growable, Mix mix, Optional<String> expander, Optional<Mix> rival) {

    private static final int MICRO_DIGITS = 6;

    String of(GroupTemplate group) {
        int nodes = mix.nodes().getOrDefault(group.group().name(), 0);
        int pods = mix.podsByGroup().getOrDefault(group.group().name(), List.of()).size();
        return "%s of %s for %s; cheapest mix: %s%s%s"
                .formatted(
                        count(nodes, "new node"),
                        group.group().name(),
                        count(pods, "pending pod"),
                        inWords(mix),
                        comparison(),
                        unpriced());
    }

    private String comparison() {
        if (expander.isEmpty() || rival.isEmpty()) {
            return "";
        }
        return rival.get().nodes().equals(mix.nodes())
                ? "; so would %s".formatted(expander.get())
                : "; %s would take %s%s"
                        .formatted(
                                expander.get(),
                                inWords(rival.get()),
                                rival.get().unplaced() > mix.unplaced()
                                        ? " and leave "
                                                + count(
                                                        rival.get().unplaced() - mix.unplaced(),
                                                        "more pod")
                                        : "");
    }

    private String unpriced() {
        List<String> names =
                growable.stream()
                        .filter(template -> !template.price().isKnown())
                        .map(template -> template.group().name())
                        .toList();
        return names.isEmpty()
                ? ""
                : "; the price of %s is unknown, so it comes last"
                        .formatted(String.join(", ", names));
    }

    private String inWords(Mix each) {
        return "%s, %s USD/h"
                .formatted(
                        each.nodes().entrySet().stream()
                                .map(entry -> entry.getValue() + " of " + entry.getKey())
                                .collect(Collectors.joining(" and ")),
                        usd(each));
    }

    private String usd(Mix each) {
        long micros = 0;
        for (GroupTemplate template : growable) {
            int nodes = each.nodes().getOrDefault(template.group().name(), 0);
            if (nodes > 0 && !template.price().isKnown()) {
                return "an unknown number of";
            }
            micros += nodes * template.price().microUsdPerHour();
        }
        return BigDecimal.valueOf(micros, MICRO_DIGITS).stripTrailingZeros().toPlainString();
    }
}

package io.plimsoll.autoscaler.decision.scaleup.expander;

import io.plimsoll.autoscaler.decision.model.Cluster.ExpanderPriorities;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Prefers groups by name, as the cluster's ConfigMap says. Groups that match no pattern are left
 * out, unless none matches.
 */
final class PriorityExpander implements Expander {

    private final SortedMap<Integer, List<Pattern>> patterns =
            new TreeMap<>(Comparator.reverseOrder());

    PriorityExpander(ExpanderPriorities priorities) {
        priorities
                .patterns()
                .forEach((priority, names) ->
                        patterns.put(priority, names.stream().map(Pattern::compile).toList()));
    }

    @Override
    public String name() {
        return "priority";
    }

    @Override
    public List<ExpansionOption> best(List<ExpansionOption> options) {
        List<ExpansionOption> matched =
                options.stream().filter(option -> priority(option).isPresent()).toList();
        return matched.isEmpty()
                ? options
                : Best.by(
                        Comparator.comparing(option -> priority(option).orElse(Integer.MIN_VALUE)),
                        matched);
    }

    private Optional<Integer> priority(ExpansionOption option) {
        return patterns.entrySet().stream()
                .filter(entry ->
                        entry.getValue().stream()
                                .anyMatch(pattern -> pattern.matcher(option.groupName()).find()))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}

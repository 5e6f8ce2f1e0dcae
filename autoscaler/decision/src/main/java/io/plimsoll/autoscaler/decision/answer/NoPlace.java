package io.plimsoll.autoscaler.decision.answer;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Why a node cannot be emptied: its first pod for which no other node has room once all the pods of
 * nodes that are unneeded have moved.
 *
 * @param rules what the other nodes say, that of most nodes first
 */
public record NoPlace(ObjectKey pod, List<Rule> rules) {

    public NoPlace {
        rules = List.copyOf(rules);
    }

    /**
     * @param plugin of the scheduler; {@code Closed} for nodes that take no pods: ordered ones,
     *     those that leave, cordoned ones
     * @param nodes how many say so first
     * @param closest of these, the one that has most of what the pod asks
     * @param found figures of that one; empty where the plugin says all
     */
    public record Rule(String plugin, int nodes, String closest, String found) {
        public static final String CLOSED = "Closed";

        private String inWords() {
            return found.isEmpty()
                    ? "%s on %d".formatted(plugin, nodes)
                    : "%s on %d (%s: %s)".formatted(plugin, nodes, closest, found);
        }
    }

    public String inWords() {
        return rules.isEmpty()
                ? "pod %s: there is no other node".formatted(pod)
                : "pod %s: %s"
                        .formatted(
                                pod,
                                rules.stream()
                                        .map(Rule::inWords)
                                        .collect(Collectors.joining(", ")));
    }
}

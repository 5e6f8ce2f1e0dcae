package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.scaleup.expander.ExpanderChain.Choice;
import io.plimsoll.autoscaler.decision.scaleup.expander.ExpansionOption;
import java.util.List;
import java.util.stream.Collectors;

/** Says in one sentence why a group grows by so many nodes. */
final class ScaleUpReason {

    private ScaleUpReason() {}

    static String of(Choice choice, int nodes, int pods, List<ExpansionOption> options) {
        ExpansionOption chosen = choice.option();
        StringBuilder sentence = new StringBuilder();
        sentence.append(
                "%s of %s %s %s"
                        .formatted(
                                count(nodes, "new node"),
                                chosen.groupName(),
                                nodes == 1 ? "takes" : "take",
                                count(pods, "pending pod")));
        if (nodes < chosen.nodes()) {
            sentence.append(
                    ", of %d nodes for %d pods that cluster limits cut"
                            .formatted(chosen.nodes(), chosen.pods().size()));
        }
        sentence.append("; ").append(comparison(choice, options));
        if (!chosen.similar().isEmpty()) {
            sentence.append(
                    "; balanced with "
                            + chosen.similar().stream()
                                    .map(NodeGroup::name)
                                    .collect(Collectors.joining(", ")));
        }
        return sentence.toString();
    }

    private static String comparison(Choice choice, List<ExpansionOption> options) {
        if (options.size() == 1) {
            return "no other group helps";
        }
        String others =
                options.stream()
                        .filter(option -> !option.groupName().equals(choice.option().groupName()))
                        .map(option ->
                                "%s (%s, %s)"
                                        .formatted(
                                                option.groupName(),
                                                count(option.nodes(), "node"),
                                                count(option.pods().size(), "pod")))
                        .collect(Collectors.joining(", "));
        return "%s prefers it to %s".formatted(choice.expander(), others);
    }

    /** Such as {@code 1 new node} or {@code 2 new nodes}. */
    static String count(int number, String noun) {
        return "%d %s%s".formatted(number, noun, number == 1 ? "" : "s");
    }
}

package io.plimsoll.autoscaler.decision.scaleup.expander;

import io.plimsoll.autoscaler.decision.model.Cluster.ExpanderPriorities;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Expanders in order, each choosing among what the one before left; at last, chance decides. */
public final class ExpanderChain {

    /** Whom {@code --expander} may name. */
    public static final List<String> NAMES =
            List.of("least-nodes", "least-waste", "most-pods", "price", "priority", "random");

    private final List<Expander> expanders;
    private final RandomExpander last;

    private ExpanderChain(List<Expander> expanders, RandomExpander last) {
        this.expanders = expanders;
        this.last = last;
    }

    /**
     * @throws IllegalArgumentException when a name is not an expander's
     */
    public static ExpanderChain of(List<String> names, ExpanderPriorities priorities, Instant now) {
        List<Expander> expanders = new ArrayList<>();
        names.forEach(name -> expanders.add(expander(name, priorities, now)));
        return new ExpanderChain(expanders, new RandomExpander(now));
    }

    private static Expander expander(String name, ExpanderPriorities priorities, Instant now) {
        return switch (name) {
            case "random" -> new RandomExpander(now);
            case "most-pods" -> new MostPodsExpander();
            case "least-waste" -> new LeastWasteExpander();
            case "least-nodes" -> new LeastNodesExpander();
            case "price" -> new PriceExpander();
            case "priority" -> new PriorityExpander(priorities);
            default ->
                    throw new IllegalArgumentException(
                            "expander '%s' is none of %s"
                                    .formatted(name, String.join(", ", NAMES)));
        };
    }

    /**
     * What was chosen.
     *
     * @param expander that left only this one
     */
    public record Choice(ExpansionOption option, String expander) {}

    /**
     * @param options at least one
     */
    public Choice choose(List<ExpansionOption> options) {
        List<ExpansionOption> left = options;
        for (Expander expander : expanders) {
            left = expander.best(left);
            if (left.size() == 1) {
                return new Choice(left.getFirst(), expander.name());
            }
        }
        return new Choice(last.best(left).getFirst(), last.name());
    }
}

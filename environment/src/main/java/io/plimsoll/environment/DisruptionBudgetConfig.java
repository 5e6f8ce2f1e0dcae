package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Pattern;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How many nodes of a group the autoscaler may take away by choice at a time, in Karpenter's words.
 *
 * <p>Source: Karpenter, "Disruption budgets" ({@code spec.disruption.budgets} of a NodePool, v1).
 */
public record DisruptionBudgetConfig(
        @JsonProperty(defaultValue = "'10%'")
                @JsonPropertyDescription(
                        "So many nodes, or such a share of the group's, rounded up; 0 is a freeze.")
                @AnyScalar
                @Pattern(regexp = NODES, message = NODES_RULE)
                String nodes,
        @JsonPropertyDescription(
                        "When the budget begins to hold, as cron writes it, in UTC, such as 0 9 * * mon-fri; always if left out.")
                Optional<String> schedule,
        @JsonPropertyDescription("For how long it holds from then on, such as 8h.")
                Optional<String> duration,
        @JsonProperty(defaultValue = "[]")
                @JsonPropertyDescription("What it holds for; for everything if left out.")
                List<Reason> reasons) {

    private static final String NODES = "\\d{1,4}|\\d{1,2}%|100%";

    private static final String NODES_RULE = "a number of nodes, or a share such as 10%";

    public DisruptionBudgetConfig {
        reasons = reasons.stream().sorted().distinct().toList();
    }

    /** One that nothing gets past. */
    public static final DisruptionBudgetConfig FREEZE =
            new DisruptionBudgetConfig("0", Optional.empty(), Optional.empty(), List.of());

    /** What is wrong with the text of {@link #nodes}; empty if nothing. */
    public static Optional<String> refusedNodes(String text) {
        return text.matches(NODES) ? Optional.empty() : Optional.of("must be " + NODES_RULE);
    }

    /** Why a node is taken away. */
    public enum Reason {
        /** Others have room for its pods, or serve them for less. */
        @JsonProperty("Underutilized")
        UNDERUTILIZED("Underutilized"),
        /** No pod has to move. */
        @JsonProperty("Empty")
        EMPTY("Empty"),
        /** Karpenter's: a node is not as its class is now. Nothing is taken away for it here. */
        @JsonProperty("Drifted")
        DRIFTED("Drifted");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        /** As Karpenter and the environment file write it. */
        public String word() {
            return word;
        }

        /** In any case of its letters; empty for any other word. */
        public static Optional<Reason> of(String word) {
            return Arrays.stream(values())
                    .filter(reason ->
                            reason.word
                                    .toLowerCase(Locale.ROOT)
                                    .equals(word.toLowerCase(Locale.ROOT)))
                    .findFirst();
        }
    }
}

package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Kong's HorizontalPodAutoscaler. */
public record HpaConfig(
        @JsonProperty(defaultValue = "75")
                @JsonPropertyDescription("Target in percent of the CPU request.")
                @Min(1)
                @Max(10_000)
                int cpuUtilization,
        @JsonProperty(defaultValue = "1")
                @JsonPropertyDescription("Fewest replicas.")
                @Min(1)
                @Max(10_000)
                int min,
        @JsonProperty(defaultValue = "10")
                @JsonPropertyDescription("Most replicas.")
                @Min(1)
                @Max(10_000)
                int max,
        @JsonPropertyDescription("How fast; Kubernetes' own pace if left out.")
                Optional<Behavior> behavior) {

    /** How fast replicas come and go. */
    public record Behavior(
            @JsonPropertyDescription("How fast replicas come.") Optional<Pace> scaleUp,
            @JsonPropertyDescription("How fast replicas go.") Optional<Pace> scaleDown) {}

    /** At most so many replicas a period; the larger of the two where both are given. */
    public record Pace(
            @JsonProperty(defaultValue = "0s")
                    @JsonPropertyDescription(
                            "How long the most cautious recommendation counts, an hour at most.")
                    Duration stabilizationWindow,
            @JsonProperty(defaultValue = "15s")
                    @JsonPropertyDescription("The time that pods and percent are counted over.")
                    Duration period,
            @JsonPropertyDescription("Pods a period.") @Min(1) @Max(10_000) OptionalInt pods,
            @JsonPropertyDescription("Percent of the replicas a period.") @Min(1) @Max(10_000)
                    OptionalInt percent) {}
}

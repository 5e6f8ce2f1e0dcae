package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

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
                int max) {}

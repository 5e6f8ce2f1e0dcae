package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.util.Optional;

/**
 * What the simulation assumes of the world. {@code cpuPerRequest} is in CPU-seconds: 5m is 5
 * milliseconds of one CPU.
 */
public record SimulationConfig(
        @JsonProperty(defaultValue = "4500u")
                @JsonPropertyDescription("CPU-seconds of Kong for one request: 4500u is 4.5 ms.")
                Quantity cpuPerRequest,
        @JsonProperty(defaultValue = "40s")
                @JsonPropertyDescription("From the order of an instance to its registered node.")
                Duration instanceBoot,
        @JsonProperty(defaultValue = "10s")
                @JsonPropertyDescription("From the registered node to Ready.")
                Duration nodeReady,
        @JsonProperty(defaultValue = "10s")
                @JsonPropertyDescription("Pull of an image for its first pod on a node.")
                Duration imagePull,
        @JsonProperty(defaultValue = "5s")
                @JsonPropertyDescription("From container start to the readiness probe's success.")
                Duration podReady,
        @JsonPropertyDescription(
                        "A node group that Kong may run on: the demo plays the same load once more with that one alone and the expander least-waste, and shows both side by side.")
                Optional<String> compareWith) {}

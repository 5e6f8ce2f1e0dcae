package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;

/** CPU and memory of a container, as a request or a limit. */
public record ComputeResources(
        @JsonPropertyDescription("CPU, such as 300m.") Quantity cpu,
        @JsonPropertyDescription("Memory, such as 300Mi.") Quantity memory) {}

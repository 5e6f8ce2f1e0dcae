package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Optional;

/** What a pod of Kong may take at most. */
public record KongLimits(
        @JsonPropertyDescription(
                        "CPU, such as 1500m; empty (null) for as much as the node has left.")
                Optional<Quantity> cpu,
        @JsonPropertyDescription("Memory, such as 3Gi.") Quantity memory) {}

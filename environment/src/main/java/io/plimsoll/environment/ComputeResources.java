package io.plimsoll.environment;

import io.fabric8.kubernetes.api.model.Quantity;

/** CPU and memory of a container, as a request or a limit. */
public record ComputeResources(Quantity cpu, Quantity memory) {}

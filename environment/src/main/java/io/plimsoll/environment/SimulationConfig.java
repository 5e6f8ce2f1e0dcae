package io.plimsoll.environment;

import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;

/**
 * What the simulation assumes of the world.
 *
 * @param cpuPerRequest CPU-seconds of Kong for one request: 5m is 5 milliseconds of one CPU
 * @param instanceBoot from the order to the registered node
 * @param nodeReady from registered to Ready
 * @param imagePull for the first pod of an image on a node
 * @param podReady from container start to the readiness probe's success
 */
public record SimulationConfig(
        Quantity cpuPerRequest,
        Duration instanceBoot,
        Duration nodeReady,
        Duration imagePull,
        Duration podReady) {}

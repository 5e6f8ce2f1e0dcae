package io.plimsoll.environment;

/**
 * Kong's HorizontalPodAutoscaler.
 *
 * @param cpuUtilization target in percent of the request
 */
public record HpaConfig(int cpuUtilization, int min, int max) {}

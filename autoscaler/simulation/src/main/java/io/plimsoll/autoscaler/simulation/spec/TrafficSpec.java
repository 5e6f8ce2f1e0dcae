package io.plimsoll.autoscaler.simulation.spec;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import java.time.Duration;

/**
 * What requests cost a Deployment: {@code requests per second × cpuPerRequest}, split evenly over
 * its ready pods, on top of what they use when idle, and capped by each pod's CPU limit and by
 * nothing else. Requests beyond the caps are dropped: they leave no backlog. Pods that share a
 * crowded node do not slow each other down.
 *
 * @param cpuPerRequest CPU time of one request: 4.5 ms is 4.5 ms of one CPU
 */
public record TrafficSpec(ObjectKey deployment, Duration cpuPerRequest) {}

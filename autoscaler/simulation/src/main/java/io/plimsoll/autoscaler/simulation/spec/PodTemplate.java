package io.plimsoll.autoscaler.simulation.spec;

import io.plimsoll.autoscaler.decision.model.Pod;
import java.util.OptionalLong;

/**
 * The pod that a controller makes.
 *
 * @param pod labels, annotations, requests and constraints; key, owner, node and status are each
 *     pod's own
 * @param image pulled once a node
 * @param cpuLimitMilli the sum of the containers' CPU limits in thousandths; empty when some
 *     container has none
 */
public record PodTemplate(Pod pod, String image, OptionalLong cpuLimitMilli) {}

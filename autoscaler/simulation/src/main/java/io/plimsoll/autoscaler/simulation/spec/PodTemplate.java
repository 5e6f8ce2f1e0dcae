package io.plimsoll.autoscaler.simulation.spec;

import io.plimsoll.autoscaler.decision.model.Pod;
import java.util.OptionalLong;

/**
 * The pod that a controller makes.
 *
 * @param pod labels, annotations, requests and constraints; key, owner, node and status are each
 *     pod's own
 * @param image pulled once a node
 * @param cpuLimitMilli the most CPU that the pod can use, in thousandths: the sum of its
 *     containers' limits, or less where its processes cannot use that much; empty when nothing
 *     bounds it
 */
public record PodTemplate(Pod pod, String image, OptionalLong cpuLimitMilli) {}

package io.plimsoll.autoscaler.simulation.spec;

import io.plimsoll.autoscaler.decision.model.ObjectKey;

/**
 * A Deployment of one ReplicaSet.
 *
 * @param replicas at the start; where an HPA targets the Deployment, it takes over from there
 * @param idleMilliCpu what one of its pods uses without load
 */
public record DeploymentSpec(
        ObjectKey key, PodTemplate template, int replicas, long idleMilliCpu) {}

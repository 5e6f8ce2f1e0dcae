package io.plimsoll.checks.manifest;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;

/**
 * An object that makes alike pods.
 *
 * @param kind such as {@code Deployment}
 */
public record Workload(
        String kind, String namespace, String name, PodTemplateSpec template, Pods pods) {

    /** How many pods there can be: the replicas, or the bounds of the HPA that sets them. */
    public record Pods(int fewest, int most) {}

    /** {@code kind namespace/name}, for messages. */
    public String label() {
        return kind + " " + namespace + "/" + name;
    }
}

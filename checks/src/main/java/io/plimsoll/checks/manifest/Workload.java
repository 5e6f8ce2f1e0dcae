package io.plimsoll.checks.manifest;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Map;
import java.util.Optional;

/**
 * An object that makes alike pods.
 *
 * @param kind such as {@code Deployment}
 */
public record Workload(
        String kind, String namespace, String name, PodTemplateSpec template, Pods pods) {

    /** How many pods there can be: the replicas, or the bounds of the HPA that sets them. */
    public record Pods(int fewest, int most) {}

    /** The name of the service account that its pods run as. */
    public String serviceAccount() {
        return Optional.ofNullable(template.getSpec().getServiceAccountName()).orElse("default");
    }

    /** The labels that its pods get. */
    public Map<String, String> labels() {
        return Optional.ofNullable(template.getMetadata())
                .map(ObjectMeta::getLabels)
                .orElse(Map.of());
    }

    /** The annotations that its pods get. */
    public Map<String, String> annotations() {
        return Optional.ofNullable(template.getMetadata())
                .map(ObjectMeta::getAnnotations)
                .orElse(Map.of());
    }

    /** As much of its own metadata as its pods get. */
    public ObjectMeta owner() {
        return new ObjectMetaBuilder().withNamespace(namespace).withName(name).build();
    }

    /** {@code kind namespace/name}, for messages. */
    public String label() {
        return kind + " " + namespace + "/" + name;
    }
}

package io.plimsoll.charts8s.object;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who a workload is, by the recommended labels of the Kubernetes documentation.
 *
 * @param name of the application
 * @param component its part in the application
 * @param namespace where its objects live
 */
public record AppIdentity(String name, String component, String namespace) {

    private static final String PREFIX = "app.kubernetes.io/";

    /** The labels that never change, so that an upgrade finds the pods of the version before. */
    public SortedMap<String, String> selector() {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put(PREFIX + "name", name);
        labels.put(PREFIX + "instance", name);
        labels.put(PREFIX + "component", component);
        return Collections.unmodifiableSortedMap(labels);
    }

    /** All labels of an object that has no version. */
    public SortedMap<String, String> labels() {
        SortedMap<String, String> labels = new TreeMap<>(selector());
        labels.put(PREFIX + "part-of", "plimsoll");
        labels.put(PREFIX + "managed-by", "cdk8s");
        return Collections.unmodifiableSortedMap(labels);
    }

    /** All labels of an object that runs this image. */
    public SortedMap<String, String> labels(String image) {
        SortedMap<String, String> labels = new TreeMap<>(labels());
        labels.put(PREFIX + "version", ImageTag.of(image));
        return Collections.unmodifiableSortedMap(labels);
    }

    /** Metadata of an object in the workload's namespace. */
    public ObjectMeta metadata(String objectName) {
        return new ObjectMetaBuilder()
                .withName(objectName)
                .withNamespace(namespace)
                .withLabels(labels())
                .build();
    }

    /** Metadata of an object outside of any namespace. */
    public ObjectMeta clusterMetadata(String objectName) {
        return new ObjectMetaBuilder().withName(objectName).withLabels(labels()).build();
    }
}

package io.plimsoll.charts8s.object;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;

/** Objects of custom resources, which have no typed model. */
public final class CustomObject {

    private CustomObject() {}

    public static HasMetadata of(
            String apiVersion, String kind, ObjectMeta metadata, Map<String, ?> spec) {
        return withFields(apiVersion, kind, metadata, Map.of("spec", spec));
    }

    /**
     * @param fields beside {@code metadata}, for a kind that has no {@code spec}
     */
    public static HasMetadata withFields(
            String apiVersion, String kind, ObjectMeta metadata, Map<String, ?> fields) {
        GenericKubernetesResource object =
                new GenericKubernetesResourceBuilder()
                        .withApiVersion(apiVersion)
                        .withKind(kind)
                        .withMetadata(metadata)
                        .build();
        fields.forEach(object::setAdditionalProperty);
        return object;
    }
}

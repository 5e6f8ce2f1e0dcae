package io.plimsoll.charts8s.object;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.cdk8s.ApiObject;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.ApiObjectProps;
import org.cdk8s.JsonPatch;
import software.constructs.Construct;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Hands a typed object to cdk8s, field by field as Kubernetes names them. */
public final class KubernetesObject extends ApiObject {

    /** Sorts maps, whose order would otherwise differ from run to run. */
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    private static final TypeReference<LinkedHashMap<String, Object>> FIELDS =
            new TypeReference<>() {};

    public KubernetesObject(Construct scope, HasMetadata object) {
        super(scope, id(object), props(object));
        Map<String, Object> fields = MAPPER.convertValue(object, FIELDS);
        fields.keySet().removeAll(Set.of("apiVersion", "kind", "metadata"));
        fields.forEach((field, value) -> addJsonPatch(JsonPatch.add("/" + field, value)));
    }

    /** Unique in a chart, since Kubernetes asks as much of kind, namespace and name. */
    private static String id(HasMetadata object) {
        ObjectMeta metadata = object.getMetadata();
        return "%s %s %s".formatted(object.getKind(), metadata.getNamespace(), metadata.getName());
    }

    private static ApiObjectProps props(HasMetadata object) {
        ObjectMeta metadata = object.getMetadata();
        ApiObjectMetadata.Builder written =
                ApiObjectMetadata.builder()
                        .name(metadata.getName())
                        .namespace(metadata.getNamespace())
                        .labels(metadata.getLabels())
                        .annotations(metadata.getAnnotations());
        // cdk8s would write an empty list.
        if (!metadata.getFinalizers().isEmpty()) {
            written.finalizers(metadata.getFinalizers());
        }
        return ApiObjectProps.builder()
                .apiVersion(object.getApiVersion())
                .kind(object.getKind())
                .metadata(written.build())
                .build();
    }
}

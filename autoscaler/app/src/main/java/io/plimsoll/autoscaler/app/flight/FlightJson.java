package io.plimsoll.autoscaler.app.flight;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The decision core's records as JSON and back. The core knows nothing of it: which of several
 * records an interface stands for is told here.
 */
final class FlightJson {

    static final JsonMapper MAPPER = mapper();

    private FlightJson() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "is")
    private interface NamedByType {}

    private static JsonMapper mapper() {
        JsonMapper.Builder builder =
                JsonMapper.builder()
                        // No record takes null for "nothing": that is what an Optional is for.
                        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                        // Records are their components; their other methods are no data.
                        .changeDefaultVisibility(visibility ->
                                visibility
                                        .withGetterVisibility(Visibility.NONE)
                                        .withIsGetterVisibility(Visibility.NONE)
                                        .withFieldVisibility(Visibility.ANY))
                        .addModule(keys());
        for (Class<?> type : SealedTypes.in(FlightLine.class)) {
            builder.addMixIn(type, NamedByType.class);
            builder.registerSubtypes(type.getPermittedSubclasses());
        }
        return builder.build();
    }

    private static SimpleModule keys() {
        return new SimpleModule()
                .addKeySerializer(
                        ObjectKey.class,
                        new ValueSerializer<>() {
                            @Override
                            public void serialize(
                                    ObjectKey key,
                                    JsonGenerator generator,
                                    SerializationContext context) {
                                generator.writeName(key.toString());
                            }
                        })
                .addKeyDeserializer(
                        ObjectKey.class,
                        new KeyDeserializer() {
                            @Override
                            public Object deserializeKey(
                                    String key, DeserializationContext context) {
                                int slash = key.indexOf('/');
                                if (slash < 0) {
                                    throw context.weirdKeyException(
                                            ObjectKey.class, key, "not namespace/name");
                                }
                                return new ObjectKey(
                                        key.substring(0, slash), key.substring(slash + 1));
                            }
                        });
    }
}

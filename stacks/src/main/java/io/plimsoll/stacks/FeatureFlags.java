package io.plimsoll.stacks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * The CDK's feature flags, as {@code cdk.json} has them.
 *
 * <p>The CDK CLI passes them on; without it they have to come from here, or the two ways to
 * synthesize would write different templates.
 */
final class FeatureFlags {

    private FeatureFlags() {}

    static Map<String, Object> load() {
        ObjectMapper mapper = new ObjectMapper();
        try {
            JsonNode context =
                    mapper.readTree(Resources.text(FeatureFlags.class, "cdk.json"))
                            .required("context");
            return mapper.convertValue(context, new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cdk.json is not JSON", e);
        }
    }
}

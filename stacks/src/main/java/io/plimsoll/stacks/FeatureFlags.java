package io.plimsoll.stacks;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

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
        try (InputStream in =
                Objects.requireNonNull(FeatureFlags.class.getResourceAsStream("cdk.json"))) {
            JsonNode context = mapper.readTree(in).required("context");
            return mapper.convertValue(context, new TypeReference<Map<String, Object>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

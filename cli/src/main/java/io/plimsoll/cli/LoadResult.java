package io.plimsoll.cli;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.plimsoll.environment.names.SharedNames;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of a load's last run.
 *
 * @param fields as the run has written them; empty where none has ended yet
 */
record LoadResult(String profile, Map<String, String> fields) {

    LoadResult {
        fields = Map.copyOf(fields);
    }

    /** Empty for a ConfigMap that is no load's. */
    static Optional<LoadResult> of(ConfigMap configMap) {
        Map<String, String> data =
                Objects.requireNonNullElse(configMap.getData(), Map.<String, String>of());
        return SharedNames.profileOf(configMap.getMetadata().getName())
                .map(profile -> new LoadResult(profile, data));
    }

    boolean hasFailed() {
        return field("outcome").equals("failed");
    }

    String sentence() {
        return fields.isEmpty()
                ? "%s: no run has ended yet".formatted(profile)
                : String.format(
                        Locale.ROOT,
                        "%s: %s at %s: %,d of %,d requests (%s per second) were not served; a request takes %s ms (p50), %s ms (p95), %s ms (p99)",
                        profile,
                        field("outcome"),
                        field("ended"),
                        number("failed"),
                        number("requests"),
                        field("perSecond"),
                        field("p50Millis"),
                        field("p95Millis"),
                        field("p99Millis"));
    }

    private String field(String name) {
        return fields.getOrDefault(name, "");
    }

    private long number(String name) {
        return field(name).matches("\\d{1,18}") ? Long.parseLong(field(name)) : 0;
    }
}

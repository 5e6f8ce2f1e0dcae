package io.plimsoll.autoscaler.kubernetes.objects;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.plimsoll.autoscaler.decision.model.Brake;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The ConfigMap by which a person stops the autoscaler: {@code observe-only: "true"}. Whatever in
 * it nobody here understands stops it too.
 */
public final class BrakeSwitch {

    private static final String KEY = "observe-only";

    private BrakeSwitch() {}

    public static Brake read(ConfigMap map) {
        String name =
                "ConfigMap %s/%s"
                        .formatted(map.getMetadata().getNamespace(), map.getMetadata().getName());
        Map<String, String> data =
                new TreeMap<>(Optional.ofNullable(map.getData()).orElse(Map.of()));
        String value = data.remove(KEY);
        if (!data.isEmpty()) {
            return new Brake.Pulled(
                    "%s has the key %s; allowed: %s"
                            .formatted(name, data.keySet().iterator().next(), KEY));
        }
        if (value == null || value.strip().equalsIgnoreCase("false")) {
            return Brake.RELEASED;
        }
        return new Brake.Pulled(
                value.strip().equalsIgnoreCase("true")
                        ? "%s says %s: \"true\"".formatted(name, KEY)
                        : "%s says %s: \"%s\"; allowed: \"true\" or \"false\""
                                .formatted(name, KEY, value));
    }
}

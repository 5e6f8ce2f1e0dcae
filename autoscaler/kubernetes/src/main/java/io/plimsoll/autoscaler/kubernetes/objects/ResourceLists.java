package io.plimsoll.autoscaler.kubernetes.objects;

import io.fabric8.kubernetes.api.model.Quantity;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.environment.Amounts;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Resource lists: exact while they are added up, rounded up once at the end, as kube-scheduler's
 * {@code framework.Resource} does.
 */
final class ResourceLists {
    private ResourceLists() {}

    static SortedMap<String, BigDecimal> parse(
            String field, @Nullable Map<String, Quantity> amounts) {
        SortedMap<String, BigDecimal> exact = new TreeMap<>();
        if (amounts == null) {
            return exact;
        }
        amounts.forEach((name, quantity) -> {
            if (quantity != null) {
                exact.put(
                        name, Quantities.parse(field + "." + name, quantity).min(Quantities.MOST));
            }
        });
        return exact;
    }

    static void add(SortedMap<String, BigDecimal> sum, Map<String, BigDecimal> more) {
        more.forEach((name, amount) -> sum.merge(name, amount, BigDecimal::add));
    }

    static void max(SortedMap<String, BigDecimal> most, Map<String, BigDecimal> other) {
        other.forEach((name, amount) -> most.merge(name, amount, BigDecimal::max));
    }

    /** What a pod asks for; it counts as one pod. */
    static Resources ofPod(Map<String, BigDecimal> exact) {
        Map<String, BigDecimal> withoutPods = new TreeMap<>(exact);
        withoutPods.put("pods", BigDecimal.ONE);
        return ofNode(withoutPods);
    }

    static Resources ofNode(Map<String, BigDecimal> exact) {
        SortedMap<String, Long> extended = new TreeMap<>();
        exact.forEach((name, amount) -> {
            if (isScalar(name)) {
                extended.put(name, Amounts.whole(amount));
            }
        });
        return new Resources(
                Amounts.milli(exact.getOrDefault("cpu", BigDecimal.ZERO)),
                Amounts.whole(exact.getOrDefault("memory", BigDecimal.ZERO)),
                Amounts.whole(exact.getOrDefault("ephemeral-storage", BigDecimal.ZERO)),
                Amounts.whole(exact.getOrDefault("pods", BigDecimal.ZERO)),
                extended);
    }

    /** As {@code schedutil.IsScalarResourceName}: other names do not count when scheduling. */
    private static boolean isScalar(String name) {
        return (name.contains("/") && !name.startsWith("requests."))
                || name.startsWith("hugepages-")
                || name.startsWith("attachable-volumes-");
    }
}

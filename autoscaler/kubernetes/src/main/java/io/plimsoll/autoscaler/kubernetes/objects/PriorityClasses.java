package io.plimsoll.autoscaler.kubernetes.objects;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Priorities by class name, for pods whose {@code spec.priority} the API server's Priority
 * admission has not filled in.
 *
 * @param globalDefault of pods that name no class
 */
public record PriorityClasses(SortedMap<String, Integer> values, int globalDefault) {
    /** The two classes that every cluster has. */
    public static final PriorityClasses BUILT_IN = of(List.of());

    public PriorityClasses {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    public static PriorityClasses of(List<PriorityClass> classes) {
        SortedMap<String, Integer> values = new TreeMap<>();
        values.put("system-cluster-critical", 2_000_000_000);
        values.put("system-node-critical", 2_000_001_000);
        int globalDefault = 0;
        for (PriorityClass each : classes) {
            int value = each.getValue() == null ? 0 : each.getValue();
            values.put(Metadatas.name(each.getMetadata()), value);
            if (Boolean.TRUE.equals(each.getGlobalDefault())) {
                globalDefault = value;
            }
        }
        return new PriorityClasses(values, globalDefault);
    }

    int of(PodSpec spec) {
        if (spec.getPriority() != null) {
            return spec.getPriority();
        }
        return of(Metadatas.orEmpty(spec.getPriorityClassName()));
    }

    /**
     * @param name of a class; empty where a pod names none
     */
    int of(String name) {
        return name.isEmpty() ? globalDefault : values.getOrDefault(name, 0);
    }
}

package io.plimsoll.autoscaler.decision.scheduling.node;

import io.plimsoll.autoscaler.decision.model.Resources;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which place of a resource vector holds which resource; extended resources follow as they come.
 */
public final class ResourceLayout {
    public static final int CPU = 0;
    public static final int MEMORY = 1;
    static final int EPHEMERAL_STORAGE = 2;
    public static final int PODS = 3;

    private final List<String> names =
            new ArrayList<>(List.of("cpu", "memory", "ephemeral-storage", "pods"));
    private final Map<String, Integer> extended = new HashMap<>();

    public ResourceLayout() {}

    int width() {
        return names.size();
    }

    public String name(int dimension) {
        return names.get(dimension);
    }

    /** As wide as the highest resource that occurs in it. */
    public long[] vector(Resources resources) {
        int[] places = new int[resources.extended().size()];
        int next = 0;
        int width = PODS + 1;
        for (String name : resources.extended().keySet()) {
            places[next] = place(name);
            width = Math.max(width, places[next] + 1);
            next++;
        }
        long[] vector = new long[width];
        vector[CPU] = resources.milliCpu();
        vector[MEMORY] = resources.memoryBytes();
        vector[EPHEMERAL_STORAGE] = resources.ephemeralStorageBytes();
        vector[PODS] = resources.pods();
        next = 0;
        for (long amount : resources.extended().values()) {
            vector[places[next++]] = amount;
        }
        return vector;
    }

    /**
     * What must be free: nothing at all of what is not asked for, even on an overcommitted node, as
     * NodeResourcesFit has it.
     */
    public static long[] need(long[] requests) {
        return Arrays.stream(requests)
                .map(amount -> amount > 0 ? amount : Long.MIN_VALUE)
                .toArray();
    }

    private int place(String name) {
        return extended.computeIfAbsent(
                name,
                added -> {
                    names.add(added);
                    return names.size() - 1;
                });
    }
}

package io.plimsoll.charts8s.nodeautoscaler;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.names.SharedNames;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The command line, in Cluster Autoscaler's flag names. */
final class NodeAutoscalerFlags {

    private NodeAutoscalerFlags() {}

    /** Sorted by name; the environment's own flags win. */
    static List<String> of(Environment environment) {
        SortedMap<String, String> flags = new TreeMap<>();
        flags.put("cloud-provider", "aws");
        flags.put("leader-elect", "true");
        SharedNames names = new SharedNames(environment);
        flags.put("namespace", names.autoscalerNamespace());
        flags.put("node-group-auto-discovery", names.autoDiscovery());
        flags.putAll(environment.workloads().autoscaler().flags());
        // Upstream's flag is given once for each taint.
        return Stream.concat(
                        flags.entrySet().stream()
                                .map(flag -> "--" + flag.getKey() + "=" + flag.getValue()),
                        environment.startupTaints().stream().map(key -> "--startup-taint=" + key))
                .toList();
    }

    /**
     * Whether one of the expanders reads the priorities of the node groups from their ConfigMap.
     */
    static boolean readsPriorities(Environment environment) {
        String expanders =
                environment.workloads().autoscaler().flags().getOrDefault("expander", "");
        return List.of(expanders.split(",")).contains("priority");
    }
}

package io.plimsoll.charts8s.nodeautoscaler;

import io.plimsoll.environment.AutoscalerConfig;
import io.plimsoll.environment.AutoscalerConfig.Kind;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.names.SharedNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The command line, in Cluster Autoscaler's flag names. */
final class NodeAutoscalerFlags {

    /** Upstream's flags that take their list in one value; the others are given once for each. */
    private static final Set<String> IN_ONE =
            Set.of("bypassed-scheduler-names", "drain-priority-config", "expander");

    private static final String STARTUP_TAINT = "startup-taint";

    private NodeAutoscalerFlags() {}

    /** Sorted by name; the environment's own flags win. */
    static List<String> of(Environment environment) {
        AutoscalerConfig autoscaler = environment.workloads().autoscaler();
        SharedNames names = new SharedNames(environment);
        SortedMap<String, List<String>> flags = new TreeMap<>();
        if (autoscaler.program().kind() == Kind.PLIMSOLL) {
            flags.put("brakes-config-map-name", List.of(SharedNames.BRAKES));
        }
        flags.put("cloud-provider", List.of("aws"));
        flags.put("leader-elect", List.of("true"));
        flags.put("namespace", List.of(names.autoscalerNamespace()));
        flags.put("node-group-auto-discovery", List.of(names.autoDiscovery()));
        if (autoscaler.program().interruptionQueue()) {
            flags.put("interruption-queue", List.of(names.interruptionQueue()));
        }
        flags.putAll(autoscaler.flags());
        List<String> taints = new ArrayList<>(flags.getOrDefault(STARTUP_TAINT, List.of()));
        environment.startupTaints().stream()
                .filter(taint -> !taints.contains(taint))
                .forEach(taints::add);
        flags.put(STARTUP_TAINT, taints);
        flags.replaceAll((name, values) ->
                IN_ONE.contains(name) ? List.of(String.join(",", values)) : values);
        return flags.entrySet().stream()
                .flatMap(flag ->
                        flag.getValue().stream().map(value -> "--" + flag.getKey() + "=" + value))
                .toList();
    }

    /**
     * Whether one of the expanders reads the priorities of the node groups from their ConfigMap.
     */
    static boolean readsPriorities(Environment environment) {
        String expanders = environment.workloads().autoscaler().flag("expander").orElse("");
        return List.of(expanders.split(",")).contains("priority");
    }
}

package io.plimsoll.charts8s.object;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.TaintConfig;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Where pods go: to the node groups that carry the selector's labels, whose taints they tolerate.
 */
public record Placement(SortedMap<String, String> nodeSelector, List<Toleration> tolerations) {

    public Placement {
        tolerations = List.copyOf(tolerations);
    }

    public static Placement of(Environment environment, SortedMap<String, String> nodeSelector) {
        List<Toleration> tolerations =
                environment.taintsToTolerate(nodeSelector).stream()
                        .map(Placement::toleration)
                        .toList();
        return new Placement(nodeSelector, tolerations);
    }

    private static Toleration toleration(TaintConfig taint) {
        return new TolerationBuilder()
                .withKey(taint.key())
                .withOperator("Equal")
                .withValue(taint.value())
                .withEffect(taint.effect().kubernetesName())
                .build();
    }

    /** Prefers nodes that have none of these pods, where several will do. */
    public static Affinity acrossNodes(Map<String, String> selector) {
        return new AffinityBuilder()
                .withNewPodAntiAffinity()
                .addNewPreferredDuringSchedulingIgnoredDuringExecution()
                .withWeight(100)
                .withNewPodAffinityTerm()
                .withTopologyKey("kubernetes.io/hostname")
                .withNewLabelSelector()
                .withMatchLabels(selector)
                .endLabelSelector()
                .endPodAffinityTerm()
                .endPreferredDuringSchedulingIgnoredDuringExecution()
                .endPodAntiAffinity()
                .build();
    }

    /** Prefers an even spread over zones; never keeps a pod from running. */
    public static TopologySpreadConstraint acrossZones(Map<String, String> selector) {
        return new TopologySpreadConstraintBuilder()
                .withMaxSkew(1)
                .withTopologyKey("topology.kubernetes.io/zone")
                .withWhenUnsatisfiable("ScheduleAnyway")
                .withNewLabelSelector()
                .withMatchLabels(selector)
                .endLabelSelector()
                .build();
    }
}

package io.plimsoll.demo.story;

import io.plimsoll.autoscaler.simulation.spec.HpaSpec;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import io.plimsoll.demo.world.LoadProfile;
import java.util.List;
import java.util.Map;

/**
 * Who plays.
 *
 * @param cluster the cluster's name
 * @param kubernetesVersion such as {@code 1.29}
 * @param hpa Kong's, whose target is Kong
 * @param profiles loads to put on Kong, in the order of the story
 */
public record Cast(
        String cluster,
        String kubernetesVersion,
        WorldSpec world,
        HpaSpec hpa,
        List<LoadProfile> profiles) {
    public Cast {
        profiles = List.copyOf(profiles);
    }

    /** Those whose nodes have the labels that Kong's pods ask for. */
    public List<SimulatedNodeGroup> kongGroups() {
        Map<String, String> wanted =
                world.workloads().deployments().stream()
                        .filter(deployment -> deployment.key().equals(hpa.target()))
                        .findFirst()
                        .map(kong -> kong.template().pod().spec().constraints().node().selector())
                        .orElseThrow();
        return world.groups().stream()
                .filter(group ->
                        group.machine()
                                .template()
                                .node()
                                .metadata()
                                .labels()
                                .entrySet()
                                .containsAll(wanted.entrySet()))
                .toList();
    }
}

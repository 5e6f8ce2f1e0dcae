package io.plimsoll.autoscaler.simulation.spec;

import java.util.Comparator;
import java.util.List;

/**
 * A world to simulate. The same specification, driven by the same calls, gives the same history to
 * the byte.
 *
 * @param traffic what requests cost the Deployments that serve them, at most one each
 * @param seed of everything that is left to chance: instance ids, seeded launch failures, and
 *     jitter where {@link Timing} has any
 */
public record WorldSpec(
        List<SimulatedNodeGroup> groups,
        Workloads workloads,
        List<TrafficSpec> traffic,
        WorldSettings settings,
        long seed) {

    public WorldSpec {
        groups = groups.stream().sorted(Comparator.comparing(SimulatedNodeGroup::name)).toList();
        traffic = traffic.stream().sorted(Comparator.comparing(TrafficSpec::deployment)).toList();
    }
}

package io.plimsoll.demo.world;

import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ScaleUpOptions;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions;
import io.plimsoll.autoscaler.engine.actuation.EngineOptions;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.autoscaler.simulation.spec.WorldSettings;
import io.plimsoll.autoscaler.simulation.spec.WorldSettings.AutoscalerSettings;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import io.plimsoll.demo.story.Cast;
import java.util.ArrayList;
import java.util.List;

/**
 * The same story where Kong has one node group instead of several, and the autoscaler goes by
 * Cluster Autoscaler's rules: least waste, and a look every scan interval, which no news wakes. The
 * group begins with as many nodes as all of them together, or nothing could be compared.
 */
public final class OneGroup {

    public static final String EXPANDER = "least-waste";

    private OneGroup() {}

    /**
     * @param group one of those that Kong may run on
     */
    public static Cast of(Cast cast, String group) {
        WorldSpec world = cast.world();
        List<SimulatedNodeGroup> pool = cast.kongGroups();
        List<SimulatedNodeGroup> groups = new ArrayList<>(world.groups());
        groups.removeAll(pool);
        pool.stream()
                .filter(each -> each.name().equals(group))
                .forEach(each -> groups.add(standingForAll(each, pool)));
        return new Cast(
                cast.cluster(),
                cast.kubernetesVersion(),
                new WorldSpec(
                        groups,
                        world.workloads(),
                        world.traffic(),
                        settings(world.settings()),
                        world.seed()),
                cast.hpa(),
                cast.profiles());
    }

    private static SimulatedNodeGroup standingForAll(
            SimulatedNodeGroup group, List<SimulatedNodeGroup> pool) {
        NodeGroup.Size size =
                new NodeGroup.Size(
                        pool.stream().mapToInt(each -> each.size().min()).sum(),
                        group.size().max(),
                        pool.stream().mapToInt(each -> each.size().target()).sum());
        return new SimulatedNodeGroup(
                group.name(), size, group.machine(), group.options(), group.discovered());
    }

    private static WorldSettings settings(WorldSettings settings) {
        EngineOptions engine = settings.autoscaler().options();
        AutoscalingOptions options = engine.decision();
        ScaleUpOptions scaleUp = options.scaleUp();
        AutoscalingOptions leastWaste =
                new AutoscalingOptions(
                        new ScaleUpOptions(
                                List.of(EXPANDER),
                                scaleUp.orders(),
                                scaleUp.intake(),
                                scaleUp.balancing()),
                        options.scaleDown().with(ConsolidationOptions.DEFAULT),
                        options.limits(),
                        options.health(),
                        options.taints());
        return new WorldSettings(
                settings.start(),
                settings.timing(),
                new AutoscalerSettings(
                        new EngineOptions(leastWaste, engine.removal(), engine.statusObject()),
                        settings.autoscaler().scanInterval(),
                        true),
                settings.faults());
    }
}

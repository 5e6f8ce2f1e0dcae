package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.cluster.ClusterView.Flow;
import java.util.SortedMap;

/** What becomes of the requests to a Deployment. */
final class Service {
    private final Traffic traffic;
    private final Deployments deployments;
    private final CpuUse use;

    Service(Traffic traffic, Deployments deployments, CpuUse use) {
        this.traffic = traffic;
        this.deployments = deployments;
        this.use = use;
    }

    Flow flow(ObjectKey deployment) {
        return use.now()
                .flow(
                        deployments.pods(deployment).stream().map(SimulatedPod::key).toList(),
                        new Serving.Asked(
                                traffic.requestsPerSecond(deployment),
                                traffic.cpuPerRequest(deployment),
                                traffic.connections(deployment)));
    }

    SortedMap<String, Long> usedMilliByNode() {
        return use.now().usedMilliByNode();
    }
}

package io.plimsoll.environment;

import java.util.List;

/** Everything an environment file says, valid and with defaults filled in. */
public record Environment(
        ClusterConfig cluster,
        VpcConfig vpc,
        List<NodeGroupConfig> nodeGroups,
        WorkloadsConfig workloads,
        SimulationConfig simulation) {

    public Environment {
        nodeGroups = List.copyOf(nodeGroups);
    }

    /**
     * What runs on the cluster: the file's {@code kong}, {@code hpa}, {@code load} and {@code
     * autoscaler}.
     */
    public record WorkloadsConfig(
            KongConfig kong, HpaConfig hpa, LoadConfig load, AutoscalerConfig autoscaler) {}
}

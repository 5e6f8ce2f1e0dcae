package io.plimsoll.stacks.workload;

import io.plimsoll.environment.AddOnsConfig.MetricsServer;
import io.plimsoll.environment.Environment;
import io.plimsoll.stacks.addon.Addon;
import io.plimsoll.stacks.addon.ManagedAddons;
import io.plimsoll.stacks.identity.WorkloadIdentity;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** Add-ons that need nodes to run on: EKS calls them degraded, and waits, until there are some. */
public final class WorkloadsStack extends Stack {

    public WorkloadsStack(
            Construct scope, Environment environment, WorkloadIdentity identity, StackProps props) {
        super(scope, "workloads", props);
        ManagedAddons addons = new ManagedAddons(environment.cluster(), identity);
        addons(environment.workloads().addOns().metricsServer())
                .forEach(addon -> addons.install(this, addon));
    }

    private static List<Addon> addons(MetricsServer metricsServer) {
        return switch (metricsServer) {
            case ADDON -> List.of(Addon.COREDNS, Addon.EBS_CSI_DRIVER, Addon.METRICS_SERVER);
            case CHART -> List.of(Addon.COREDNS, Addon.EBS_CSI_DRIVER);
        };
    }
}

package io.plimsoll.stacks.workload;

import io.plimsoll.environment.AddOnsConfig.MetricsServer;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.Environment.WorkloadsConfig;
import io.plimsoll.stacks.addon.Addon;
import io.plimsoll.stacks.addon.ManagedAddons;
import io.plimsoll.stacks.identity.WorkloadIdentity;
import java.util.ArrayList;
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
        addons(environment.workloads()).forEach(addon -> addons.install(this, addon));
    }

    private static List<Addon> addons(WorkloadsConfig workloads) {
        List<Addon> addons = new ArrayList<>(List.of(Addon.COREDNS, Addon.EBS_CSI_DRIVER));
        if (workloads.addOns().metricsServer() == MetricsServer.ADDON) {
            addons.add(Addon.METRICS_SERVER);
        }
        if (workloads.kong().mountsCertificate()) {
            addons.add(Addon.SECRETS_STORE);
        }
        return addons;
    }
}

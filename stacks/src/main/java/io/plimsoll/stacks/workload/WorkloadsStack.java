package io.plimsoll.stacks.workload;

import io.plimsoll.environment.ClusterConfig;
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
            Construct scope, ClusterConfig cluster, WorkloadIdentity identity, StackProps props) {
        super(scope, "workloads", props);
        ManagedAddons addons = new ManagedAddons(cluster, identity);
        List.of(Addon.COREDNS, Addon.EBS_CSI_DRIVER).forEach(addon -> addons.install(this, addon));
    }
}

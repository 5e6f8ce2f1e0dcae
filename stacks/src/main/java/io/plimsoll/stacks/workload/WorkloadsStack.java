package io.plimsoll.stacks.workload;

import io.plimsoll.environment.AddOnsConfig.AppliedBy;
import io.plimsoll.environment.AddOnsConfig.MetricsServer;
import io.plimsoll.environment.AutoscalerConfig.ImageFrom;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.Environment.WorkloadsConfig;
import io.plimsoll.environment.names.SharedNames;
import io.plimsoll.stacks.addon.Addon;
import io.plimsoll.stacks.addon.ManagedAddons;
import io.plimsoll.stacks.cluster.ClusterConnection;
import io.plimsoll.stacks.identity.WorkloadIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.eks.CfnAddon;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * What runs on nodes: add-ons that EKS calls degraded, and waits for, until there are some; and the
 * manifests, where the environment has them applied by the stack.
 */
public final class WorkloadsStack extends Stack {

    public WorkloadsStack(
            Construct scope,
            Deployment deployment,
            WorkloadIdentity identity,
            ClusterConnection connection,
            StackProps props) {
        super(scope, "workloads", props);
        Environment environment = deployment.environment();
        ManagedAddons managed = new ManagedAddons(environment, identity, new TreeMap<>());
        List<CfnAddon> addons = new ArrayList<>();
        addons(environment.workloads()).forEach(addon -> addons.add(managed.install(this, addon)));
        addons.addAll(managed.installFurther(this));
        if (environment.workloads().addOns().workloads().appliedBy() == AppliedBy.STACK) {
            KubectlFunction kubectl =
                    new KubectlFunction(
                            this, environment.cluster(), connection, deployment.kubectl());
            List<IConstruct> prerequisites = new ArrayList<>(addons);
            prerequisites.addAll(kubectl.prerequisites());
            new AppliedManifests(
                    this,
                    kubectl,
                    deployment.manifests().get(),
                    substitution(deployment),
                    prerequisites);
        }
    }

    private Substitution substitution(Deployment deployment) {
        Environment environment = deployment.environment();
        Map<String, String> values =
                new TreeMap<>(Map.of(SharedNames.ACCOUNT_PLACEHOLDER, getAccount()));
        if (environment.workloads().autoscaler().program().imageFrom() == ImageFrom.BUILD) {
            values.put(
                    environment.workloads().autoscaler().image(),
                    AutoscalerImage.uri(this, environment, deployment.checkout()));
        }
        return new Substitution(values);
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

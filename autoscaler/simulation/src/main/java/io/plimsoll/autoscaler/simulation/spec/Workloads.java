package io.plimsoll.autoscaler.simulation.spec;

import java.util.Comparator;
import java.util.List;

/**
 * What runs in the cluster from the start. Jobs are started on the way.
 *
 * @param traced pods that come and go as they did elsewhere
 */
public record Workloads(
        List<DeploymentSpec> deployments,
        List<DaemonSetSpec> daemonSets,
        List<HpaSpec> autoscalers,
        List<PdbSpec> budgets,
        List<TracedPod> traced) {

    public static final Workloads NONE = new Workloads(List.of(), List.of(), List.of(), List.of());

    public Workloads {
        deployments =
                deployments.stream().sorted(Comparator.comparing(DeploymentSpec::key)).toList();
        daemonSets = daemonSets.stream().sorted(Comparator.comparing(DaemonSetSpec::key)).toList();
        autoscalers = autoscalers.stream().sorted(Comparator.comparing(HpaSpec::key)).toList();
        budgets = budgets.stream().sorted(Comparator.comparing(PdbSpec::key)).toList();
        traced = List.copyOf(traced);
    }

    /** Whose pods are all made by controllers. */
    public Workloads(
            List<DeploymentSpec> deployments,
            List<DaemonSetSpec> daemonSets,
            List<HpaSpec> autoscalers,
            List<PdbSpec> budgets) {
        this(deployments, daemonSets, autoscalers, budgets, List.of());
    }
}

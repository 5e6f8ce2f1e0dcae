package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.Workload;
import io.plimsoll.autoscaler.simulation.spec.Workloads;
import java.util.List;
import java.util.stream.Stream;

/** The controllers that make pods. */
record Controllers(Deployments deployments, DaemonSets daemonSets, Jobs jobs) {

    static Controllers of(
            Workloads workloads, ClusterObjects objects, PodFactory factory, Kubelets kubelets) {
        return new Controllers(
                new Deployments(workloads.deployments(), objects, factory, kubelets),
                new DaemonSets(workloads.daemonSets(), objects, factory),
                new Jobs(objects, factory, kubelets));
    }

    void reconcile() {
        deployments.reconcile();
        daemonSets.reconcile();
        jobs.reconcile();
    }

    List<Workload> workloads() {
        return Stream.of(deployments.replicaSets(), daemonSets.workloads(), jobs.workloads())
                .flatMap(List::stream)
                .toList();
    }
}

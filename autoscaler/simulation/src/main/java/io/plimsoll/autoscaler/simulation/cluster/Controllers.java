package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.Workload;
import io.plimsoll.autoscaler.simulation.spec.Workloads;
import java.util.List;
import java.util.stream.Stream;

/** The controllers that make pods. */
record Controllers(Deployments deployments, DaemonSets daemonSets, Jobs jobs, TracedPods traced) {

    static Controllers of(
            Workloads workloads,
            ClusterObjects objects,
            PodFactory factory,
            Kubelets kubelets,
            TracedPods.Schedule schedule) {
        return new Controllers(
                new Deployments(workloads.deployments(), objects, factory, kubelets),
                new DaemonSets(workloads.daemonSets(), objects, factory),
                new Jobs(objects, factory, kubelets),
                new TracedPods(workloads.traced(), objects, factory, kubelets, schedule));
    }

    void reconcile() {
        deployments.reconcile();
        daemonSets.reconcile();
        jobs.reconcile();
    }

    List<Workload> workloads() {
        return Stream.of(
                        deployments.replicaSets(),
                        daemonSets.workloads(),
                        jobs.workloads(),
                        traced.workloads())
                .flatMap(List::stream)
                .toList();
    }
}

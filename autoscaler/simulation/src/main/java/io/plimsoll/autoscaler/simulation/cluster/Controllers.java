package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.Workload;
import java.util.List;
import java.util.stream.Stream;

/** The controllers that make pods. */
record Controllers(Deployments deployments, DaemonSets daemonSets, Jobs jobs) {

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

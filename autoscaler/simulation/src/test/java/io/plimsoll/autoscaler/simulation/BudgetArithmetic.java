package io.plimsoll.autoscaler.simulation;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.DisruptionLimit;
import io.plimsoll.autoscaler.decision.model.DisruptionLimit.Amount;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Workload;
import io.plimsoll.autoscaler.simulation.spec.PdbSpec;
import java.util.List;
import java.util.stream.Stream;

/** What a budget asks for, worked out a second time so that the first can be checked. */
record BudgetArithmetic(PdbSpec budget, Cluster cluster) {

    boolean selects(Pod pod) {
        return budget.key().namespace().equals(pod.key().namespace())
                && budget.selector().orElseThrow().matches(pod.metadata().labels());
    }

    long healthyWithout(Pod leaving) {
        return pods().filter(pod -> isHealthy(pod) && !pod.key().equals(leaving.key())).count();
    }

    int mustStay() {
        int wanted = wanted();
        return switch (budget.limit()) {
            case DisruptionLimit.MinAvailable(Amount amount) -> count(amount, wanted);
            case DisruptionLimit.MaxUnavailable(Amount amount) -> wanted - count(amount, wanted);
            case DisruptionLimit.Unsaid() -> wanted;
        };
    }

    private static int count(Amount amount, int of) {
        return switch (amount) {
            case Amount.Pods(int pods) -> pods;
            case Amount.Percent(int percent) -> (of * percent + 99) / 100;
        };
    }

    private int wanted() {
        List<String> owners =
                pods().flatMap(pod -> pod.controller().stream())
                        .map(OwnerReference::uid)
                        .distinct()
                        .toList();
        return cluster.controllers().workloads().stream()
                .filter(workload -> owners.contains(workload.uid()))
                .mapToInt(Workload::replicas)
                .sum();
    }

    private Stream<Pod> pods() {
        return cluster.pods().stream().filter(this::selects);
    }

    private static boolean isHealthy(Pod pod) {
        return pod.status().ready() && pod.metadata().deletionTime().isEmpty();
    }
}

package io.plimsoll.checks;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.plimsoll.checks.manifest.Budget;
import io.plimsoll.checks.manifest.Workload;
import java.util.List;
import java.util.stream.Stream;

/** A budget that never lets a pod go keeps its node for ever. */
final class PdbBlocksEveryDrain implements Check {

    @Override
    public String id() {
        return "pdb-blocks-every-drain";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        List<Workload> workloads = subject.manifests().workloads();
        return subject.manifests().all(PodDisruptionBudget.class).stream()
                .map(Budget::new)
                .flatMap(budget ->
                        workloads.stream()
                                .filter(budget::covers)
                                .flatMap(workload -> finding(budget, workload)))
                .toList();
    }

    private Stream<Finding> finding(Budget budget, Workload workload) {
        Workload.Pods pods = workload.pods();
        if (pods.fewest() == 0 || budget.allowed(pods.fewest()) > 0) {
            return Stream.of();
        }
        boolean always = budget.allowed(pods.most()) == 0;
        return Stream.of(
                new Finding(
                        id(),
                        always ? Finding.Severity.ERROR : Finding.Severity.WARNING,
                        "PodDisruptionBudget %s (%s) lets no pod of %s go %s: their nodes cannot be drained."
                                .formatted(
                                        budget.name(),
                                        budget.rule(),
                                        workload.label(),
                                        always
                                                ? "at all"
                                                : "while it has " + pods.fewest() + " of them"),
                        "Say maxUnavailable: 1 in the budget, or give the workload more replicas."));
    }
}

package io.plimsoll.checks;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.plimsoll.checks.manifest.Manifests;
import io.plimsoll.environment.AutoscalerConfig.Kind;
import io.plimsoll.environment.names.SharedNames;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An autoscaler whose service account does not lead to the role that the stacks make. */
final class ServiceAccountWithoutRole implements Check {

    static final String ROLE = "eks.amazonaws.com/role-arn";

    @Override
    public String id() {
        return "service-account-without-role";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        // Whoever installs Karpenter's controller brings its service account.
        if (subject.manifests().objects().isEmpty()
                || subject.environment().workloads().autoscaler().program().kind()
                        == Kind.KARPENTER) {
            return List.of();
        }
        SharedNames names = new SharedNames(subject.environment());
        return Stream.concat(account(subject.manifests(), names), pods(subject.manifests(), names))
                .toList();
    }

    private Stream<Finding> account(Manifests manifests, SharedNames names) {
        String wanted = names.autoscalerNamespace() + "/" + names.autoscalerServiceAccount();
        Optional<ServiceAccount> account =
                manifests.serviceAccount(
                        names.autoscalerNamespace(), names.autoscalerServiceAccount());
        if (account.isEmpty()) {
            return Stream.of(
                    error(
                            "The manifests have no ServiceAccount %s, which the autoscaler's role trusts."
                                    .formatted(wanted),
                            "Write the manifests again with ./plimsoll manifests."));
        }
        String role = Manifests.annotation(account.get(), ROLE).orElse("");
        if (role.isEmpty() || role.equals(names.autoscalerRoleArn())) {
            return Stream.of();
        }
        return Stream.of(
                error(
                        "ServiceAccount %s takes on role %s, the stacks make %s."
                                .formatted(wanted, role, names.autoscalerRoleArn()),
                        "Write the manifests again with ./plimsoll manifests."));
    }

    private Stream<Finding> pods(Manifests manifests, SharedNames names) {
        return manifests.workloads().stream()
                .filter(workload -> workload.name().equals(names.autoscalerDeployment()))
                .filter(workload ->
                        !workload.serviceAccount().equals(names.autoscalerServiceAccount()))
                .map(workload ->
                        error(
                                "%s runs as ServiceAccount %s, the autoscaler's role trusts %s."
                                        .formatted(
                                                workload.label(),
                                                workload.serviceAccount(),
                                                names.autoscalerServiceAccount()),
                                "Set its serviceAccountName to %s."
                                        .formatted(names.autoscalerServiceAccount())));
    }

    private Finding error(String message, String change) {
        return new Finding(id(), Finding.Severity.ERROR, message, change);
    }
}

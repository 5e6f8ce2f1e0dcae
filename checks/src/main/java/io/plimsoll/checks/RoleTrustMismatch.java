package io.plimsoll.checks;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.plimsoll.checks.infrastructure.Identities;
import io.plimsoll.checks.infrastructure.Role;
import io.plimsoll.checks.infrastructure.Trust;
import io.plimsoll.checks.manifest.Manifests;
import io.plimsoll.checks.manifest.Workload;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.names.SharedNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Pods that run as a service account which the role, as synthesized, does not trust. */
final class RoleTrustMismatch implements Check {

    private static final String AUDIENCE = "sts.amazonaws.com";

    @Override
    public String id() {
        return "role-trust-mismatch";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        return subject.infrastructure().flatMap(known -> known.identities()).stream()
                .flatMap(identities ->
                        subject.manifests().workloads().stream()
                                .flatMap(workload -> findings(subject, identities, workload)))
                .toList();
    }

    private Stream<Finding> findings(Subject subject, Identities identities, Workload workload) {
        boolean autoscaler =
                workload.name()
                        .equals(new SharedNames(subject.environment()).autoscalerDeployment());
        Optional<String> annotated =
                subject.manifests()
                        .serviceAccount(workload.namespace(), workload.serviceAccount())
                        .flatMap(RoleTrustMismatch::roleName);
        if (annotated.isPresent()) {
            return byToken(identities, workload, annotated.get(), autoscaler);
        }
        return identities
                .association(workload.namespace(), workload.serviceAccount())
                .map(association ->
                        byAgent(subject.environment(), identities, workload, association.role()))
                .orElseGet(() -> autoscaler ? Stream.of(nothing(workload)) : Stream.of());
    }

    private static Optional<String> roleName(ServiceAccount account) {
        return Manifests.annotation(account, ServiceAccountWithoutRole.ROLE)
                .map(arn -> arn.substring(arn.lastIndexOf('/') + 1));
    }

    /** A token of the service account, which the cluster's OIDC provider vouches for. */
    private Stream<Finding> byToken(
            Identities identities, Workload workload, String roleName, boolean autoscaler) {
        Optional<Role> role = identities.role(roleName);
        if (role.isEmpty()) {
            // Others may have roles that nobody but their owner knows.
            return autoscaler
                    ? Stream.of(
                            error(
                                    "%s takes on role %s, which no template makes."
                                            .formatted(account(workload), roleName),
                                    "Write the manifests and the templates again from one environment."))
                    : Stream.of();
        }
        String subject =
                "system:serviceaccount:%s:%s"
                        .formatted(workload.namespace(), workload.serviceAccount());
        Trust.Request request =
                new Trust.Request(
                        "Federated ",
                        "sts:AssumeRoleWithWebIdentity",
                        Map.of("sub", subject, "aud", AUDIENCE));
        return role.get().trusts(request)
                ? Stream.of()
                : Stream.of(untrusted(workload, role.get()));
    }

    /** EKS Pod Identity's agent on the node. */
    private Stream<Finding> byAgent(
            Environment environment, Identities identities, Workload workload, String roleName) {
        Map<String, String> tags =
                Map.of(
                        "RequestTag/eks-cluster-name", environment.cluster().name(),
                        "RequestTag/kubernetes-namespace", workload.namespace(),
                        "RequestTag/kubernetes-service-account", workload.serviceAccount());
        Trust.Request request =
                new Trust.Request("Service pods.eks.amazonaws.com", "sts:AssumeRole", tags);
        return identities.role(roleName).stream()
                .filter(role -> !role.trusts(request))
                .map(role -> untrusted(workload, role));
    }

    private Finding untrusted(Workload workload, Role role) {
        String trusted =
                role.trusts().stream()
                        .flatMap(trust -> trust.conditions().stream())
                        .map(RoleTrustMismatch::text)
                        .collect(Collectors.joining(", "));
        return error(
                "Role %s does not trust %s, as which %s runs; it asks for %s."
                        .formatted(
                                role.name(),
                                account(workload),
                                workload.label(),
                                trusted.isEmpty() ? "somebody else" : trusted),
                "Let the trust policy name namespace and service account of the pods, or run them as whom it names.");
    }

    private static String text(Trust.Condition condition) {
        return "%s %s".formatted(condition.shortKey(), String.join(" or ", condition.values()));
    }

    private Finding nothing(Workload workload) {
        return error(
                "Nothing leads %s, as which %s runs, to a role: it has no annotation %s, and no template has a Pod Identity association for it."
                        .formatted(
                                account(workload),
                                workload.label(),
                                ServiceAccountWithoutRole.ROLE),
                "Annotate the service account with its role's ARN, or associate the two.");
    }

    private static String account(Workload workload) {
        return "ServiceAccount %s/%s".formatted(workload.namespace(), workload.serviceAccount());
    }

    private Finding error(String message, String change) {
        return new Finding(id(), Finding.Severity.ERROR, message, change);
    }
}

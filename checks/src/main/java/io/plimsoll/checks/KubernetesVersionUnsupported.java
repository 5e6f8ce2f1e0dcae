package io.plimsoll.checks;

import io.plimsoll.environment.EksVersions;
import java.util.List;

/** A Kubernetes version of which EKS makes no new cluster, or only for a surcharge. */
final class KubernetesVersionUnsupported implements Check {

    @Override
    public String id() {
        return "kubernetes-version-unsupported";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        String version = subject.environment().cluster().kubernetesVersion();
        return EksVersions.supportOf(version)
                .filter(support -> subject.today().isAfter(support.standardEnd()))
                .map(support -> finding(subject, version, support))
                .stream()
                .toList();
    }

    private Finding finding(Subject subject, String version, EksVersions.Support support) {
        boolean ended = subject.today().isAfter(support.extendedEnd());
        String consequence =
                ended
                        ? "EKS ended extended support for Kubernetes %s on %s: no new cluster can be made of it."
                                .formatted(version, support.extendedEnd())
                        : "EKS charges extra for Kubernetes %s since %s, and ends support on %s."
                                .formatted(version, support.standardEnd(), support.extendedEnd());
        return new Finding(
                id(),
                Finding.Severity.WARNING,
                consequence,
                "Set cluster.kubernetesVersion to one of "
                        + String.join(", ", EksVersions.supportedOn(subject.today()))
                        + ".");
    }
}

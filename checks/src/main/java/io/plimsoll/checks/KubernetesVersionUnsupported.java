package io.plimsoll.checks;

import io.plimsoll.environment.EksVersions;
import java.util.List;

/** A Kubernetes version of which EKS makes no new cluster, or only for a surcharge. */
final class KubernetesVersionUnsupported implements Check {

    @Override
    public String id() {
        return EnvironmentChecks.KUBERNETES_VERSION;
    }

    @Override
    public List<Finding> findings(Subject subject) {
        String version = subject.environment().cluster().kubernetesVersion();
        return EksVersions.objection(version, subject.today()).stream()
                .map(objection ->
                        new Finding(
                                id(),
                                Finding.Severity.WARNING,
                                objection + ".",
                                "Set cluster.kubernetesVersion to one of "
                                        + String.join(
                                                ", ",
                                                EksVersions.underStandardSupport(subject.today()))
                                        + "."))
                .toList();
    }
}

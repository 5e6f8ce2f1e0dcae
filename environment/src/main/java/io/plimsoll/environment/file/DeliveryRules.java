package io.plimsoll.environment.file;

import io.plimsoll.environment.AddOnsConfig;
import io.plimsoll.environment.AddOnsConfig.AppliedBy;
import io.plimsoll.environment.AddOnsConfig.Monitoring;
import io.plimsoll.environment.AutoscalerConfig.Kind;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.KongConfig.CertificateReader;
import java.util.ArrayList;
import java.util.List;

/** What an environment that has its manifests applied by the stack has to look out for. */
final class DeliveryRules {

    private DeliveryRules() {}

    /** Objects whose kind somebody else defines are refused until it is defined. */
    static List<Problem> warnings(Environment environment, Problems places) {
        AddOnsConfig addOns = environment.workloads().addOns();
        List<Problem> warnings = new ArrayList<>();
        if (addOns.workloads().appliedBy() != AppliedBy.STACK) {
            return warnings;
        }
        if (environment.workloads().autoscaler().program().kind() == Kind.KARPENTER) {
            warnings.add(undefined(places, "autoscaler.kind", "Karpenter"));
        }
        if (addOns.monitoring().by() == Monitoring.PROMETHEUS_OPERATOR) {
            warnings.add(undefined(places, "monitoring", "the Prometheus operator"));
        }
        if (addOns.vpa().isPresent()) {
            warnings.add(undefined(places, "vpa", "the VerticalPodAutoscaler"));
        }
        boolean externalSecrets =
                environment
                        .workloads()
                        .kong()
                        .configuration()
                        .certificateFrom()
                        .filter(source -> source.by() == CertificateReader.EXTERNAL_SECRETS)
                        .isPresent();
        if (externalSecrets) {
            warnings.add(undefined(places, "kong.certificateFrom", "External Secrets"));
        }
        return warnings;
    }

    private static Problem undefined(Problems places, String field, String program) {
        return places.at(
                field,
                "needs the definitions that "
                        + program
                        + " installs; deploy the stack node-groups, install it, then deploy workloads");
    }
}

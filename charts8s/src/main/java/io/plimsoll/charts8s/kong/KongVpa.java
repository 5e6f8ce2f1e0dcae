package io.plimsoll.charts8s.kong;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.charts8s.object.CustomObject;
import io.plimsoll.environment.AddOnsConfig.VpaConfig;
import io.plimsoll.environment.AddOnsConfig.VpaMode;
import io.plimsoll.environment.AddOnsConfig.VpaResource;
import java.util.List;
import java.util.Map;

/** The VerticalPodAutoscaler beside the horizontal one. */
final class KongVpa {

    private KongVpa() {}

    static HasMetadata of(VpaConfig vpa, Deployment target, AppIdentity identity) {
        String name = target.getMetadata().getName();
        return CustomObject.of(
                "autoscaling.k8s.io/v1",
                "VerticalPodAutoscaler",
                identity.metadata(name),
                Map.of(
                        "targetRef",
                        Map.of(
                                "apiVersion",
                                target.getApiVersion(),
                                "kind",
                                target.getKind(),
                                "name",
                                name),
                        "updatePolicy",
                        Map.of("updateMode", updateMode(vpa.mode())),
                        "resourcePolicy",
                        Map.of("containerPolicies", List.of(policy(vpa)))));
    }

    private static Map<String, Object> policy(VpaConfig vpa) {
        return Map.of(
                "containerName",
                "proxy",
                "controlledResources",
                vpa.resources().stream().map(KongVpa::resource).toList(),
                "controlledValues",
                "RequestsOnly");
    }

    private static String updateMode(VpaMode mode) {
        return switch (mode) {
            case RECOMMEND -> "Off";
            case INITIAL -> "Initial";
            case RECREATE -> "Recreate";
        };
    }

    private static String resource(VpaResource resource) {
        return switch (resource) {
            case CPU -> "cpu";
            case MEMORY -> "memory";
        };
    }
}

package io.plimsoll.charts8s.kong;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.plimsoll.environment.HpaConfig;

/** The HorizontalPodAutoscaler that owns the Deployment's replicas. */
final class KongAutoscaling {

    private KongAutoscaling() {}

    static HasMetadata of(Deployment target, HpaConfig hpa) {
        return new HorizontalPodAutoscalerBuilder()
                .withMetadata(
                        new ObjectMetaBuilder()
                                .withName(target.getMetadata().getName())
                                .withNamespace(target.getMetadata().getNamespace())
                                .withLabels(target.getMetadata().getLabels())
                                .build())
                .withNewSpec()
                .withNewScaleTargetRef()
                .withApiVersion(target.getApiVersion())
                .withKind(target.getKind())
                .withName(target.getMetadata().getName())
                .endScaleTargetRef()
                .withMinReplicas(hpa.min())
                .withMaxReplicas(hpa.max())
                .addNewMetric()
                .withType("Resource")
                .withNewResource()
                .withName("cpu")
                .withNewTarget()
                .withType("Utilization")
                .withAverageUtilization(hpa.cpuUtilization())
                .endTarget()
                .endResource()
                .endMetric()
                .endSpec()
                .build();
    }
}

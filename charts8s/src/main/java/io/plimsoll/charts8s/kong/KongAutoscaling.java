package io.plimsoll.charts8s.kong;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingPolicy;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRules;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRulesBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehaviorBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.plimsoll.environment.HpaConfig;
import java.util.ArrayList;
import java.util.List;

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
                .withBehavior(hpa.behavior().map(KongAutoscaling::behavior).orElse(null))
                .endSpec()
                .build();
    }

    private static HorizontalPodAutoscalerBehavior behavior(HpaConfig.Behavior behavior) {
        return new HorizontalPodAutoscalerBehaviorBuilder()
                .withScaleUp(behavior.scaleUp().map(KongAutoscaling::rules).orElse(null))
                .withScaleDown(behavior.scaleDown().map(KongAutoscaling::rules).orElse(null))
                .build();
    }

    private static HPAScalingRules rules(HpaConfig.Pace pace) {
        List<HPAScalingPolicy> policies = new ArrayList<>();
        int period = Math.toIntExact(pace.period().toSeconds());
        pace.pods().ifPresent(pods -> policies.add(new HPAScalingPolicy(period, "Pods", pods)));
        pace.percent()
                .ifPresent(
                        percent -> policies.add(new HPAScalingPolicy(period, "Percent", percent)));
        return new HPAScalingRulesBuilder()
                .withStabilizationWindowSeconds(
                        Math.toIntExact(pace.stabilizationWindow().toSeconds()))
                .withSelectPolicy("Max")
                .withPolicies(policies)
                .build();
    }
}

package io.plimsoll.demo.world;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingPolicy;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRules;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.spec.HpaBehavior;
import io.plimsoll.autoscaler.simulation.spec.HpaBehavior.PolicyType;
import io.plimsoll.autoscaler.simulation.spec.HpaBehavior.ScalingPolicy;
import io.plimsoll.autoscaler.simulation.spec.HpaBehavior.ScalingRules;
import io.plimsoll.autoscaler.simulation.spec.HpaBehavior.SelectPolicy;
import io.plimsoll.autoscaler.simulation.spec.HpaSpec;
import io.plimsoll.demo.UnplayableException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** HorizontalPodAutoscalers of manifests, as the simulation takes them. */
final class HpaSpecs {

    private HpaSpecs() {}

    static HpaSpec convert(HorizontalPodAutoscaler hpa) {
        HorizontalPodAutoscalerSpec spec = hpa.getSpec();
        ObjectKey key = WorkloadSpecs.key(hpa);
        int min = spec.getMinReplicas() == null ? 1 : spec.getMinReplicas();
        return new HpaSpec(
                key,
                new ObjectKey(key.namespace(), spec.getScaleTargetRef().getName()),
                utilization(key, spec.getMetrics()),
                new HpaSpec.ReplicaRange(min, spec.getMaxReplicas()),
                behavior(spec.getBehavior()));
    }

    private static int utilization(ObjectKey key, List<MetricSpec> metrics) {
        return metrics.stream()
                .map(MetricSpec::getResource)
                .filter(Objects::nonNull)
                .filter(resource -> resource.getName().equals("cpu"))
                .map(resource -> resource.getTarget().getAverageUtilization())
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() ->
                        new UnplayableException(
                                "HorizontalPodAutoscaler "
                                        + key
                                        + " has no CPU utilization metric, the only kind that is simulated"));
    }

    private static HpaBehavior behavior(@Nullable HorizontalPodAutoscalerBehavior behavior) {
        if (behavior == null) {
            return HpaBehavior.DEFAULT;
        }
        return new HpaBehavior(
                rules(behavior.getScaleUp(), HpaBehavior.DEFAULT.scaleUp()),
                rules(behavior.getScaleDown(), HpaBehavior.DEFAULT.scaleDown()));
    }

    private static ScalingRules rules(@Nullable HPAScalingRules rules, ScalingRules defaults) {
        if (rules == null) {
            return defaults;
        }
        Integer window = rules.getStabilizationWindowSeconds();
        List<HPAScalingPolicy> policies = rules.getPolicies();
        String select = rules.getSelectPolicy();
        return new ScalingRules(
                window == null ? defaults.stabilizationWindow() : Duration.ofSeconds(window),
                policies == null || policies.isEmpty()
                        ? defaults.policies()
                        : policies.stream().map(HpaSpecs::policy).toList(),
                select == null
                        ? defaults.select()
                        : SelectPolicy.valueOf(select.toUpperCase(Locale.ROOT)));
    }

    private static ScalingPolicy policy(HPAScalingPolicy policy) {
        return new ScalingPolicy(
                PolicyType.valueOf(policy.getType().toUpperCase(Locale.ROOT)),
                policy.getValue(),
                Duration.ofSeconds(policy.getPeriodSeconds()));
    }
}

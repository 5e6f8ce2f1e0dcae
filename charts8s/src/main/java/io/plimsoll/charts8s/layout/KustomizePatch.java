package io.plimsoll.charts8s.layout;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.HpaConfig;
import io.plimsoll.environment.LoadConfig;
import io.plimsoll.environment.names.SharedNames;
import java.util.Map;
import java.util.Objects;

/** What an overlay changes, as kustomize's {@code patches} take it. */
final class KustomizePatch {

    private KustomizePatch() {}

    /** Starts a profile's load, which is suspended otherwise. */
    static Map<String, Object> start(String profile) {
        return replace(
                Map.of("group", "batch", "kind", "Job", "name", "load-" + profile, "version", "v1"),
                "/spec/suspend",
                "false");
    }

    /** Raises the HPA's maximum to what the profile asks for. */
    static Map<String, Object> hpaMax(Environment environment, String profile) {
        HpaConfig hpa = environment.workloads().hpa();
        LoadConfig.Profile load =
                Objects.requireNonNull(environment.workloads().load().profiles().get(profile));
        int max = load.hpaMax().orElse(hpa.max());
        return replace(
                Map.of(
                        "group",
                        "autoscaling",
                        "kind",
                        "HorizontalPodAutoscaler",
                        "name",
                        new SharedNames(environment).kongDeployment(),
                        "version",
                        "v2"),
                "/spec/maxReplicas",
                String.valueOf(max));
    }

    private static Map<String, Object> replace(
            Map<String, Object> target, String path, String value) {
        String patch =
                """
                - op: replace
                  path: %s
                  value: %s
                """
                        .formatted(path, value);
        return Map.of("patch", patch, "target", target);
    }
}

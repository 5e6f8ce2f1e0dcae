package io.plimsoll.charts8s.layout;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.Environment.WorkloadsConfig;
import io.plimsoll.environment.KongConfig;
import io.plimsoll.environment.KongConfig.Configuration;
import io.plimsoll.environment.KongConfig.Image;
import io.plimsoll.environment.KongConfig.Konnect;
import io.plimsoll.environment.KongConfig.Mode;
import java.util.Optional;

/** The same environment with Kong in another mode. */
final class KongModes {

    /** Stands in where the environment knows no control plane; an overlay's user fills it in. */
    private static final Konnect UNKNOWN =
            new Konnect("${KONNECT_CONTROL_PLANE}", "${KONNECT_TELEMETRY}", "kong-cluster-cert");

    private KongModes() {}

    static Environment dbless(Environment environment) {
        return with(
                environment,
                Mode.DBLESS,
                KongConfig.DBLESS_IMAGE,
                new Configuration(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    static Environment konnect(Environment environment) {
        return with(
                environment,
                Mode.KONNECT,
                KongConfig.KONNECT_IMAGE,
                new Configuration(
                        Optional.of(UNKNOWN),
                        Optional.empty(),
                        environment.workloads().kong().configuration().certificateFrom(),
                        Optional.empty()));
    }

    private static Environment with(
            Environment environment, Mode mode, String image, Configuration configuration) {
        KongConfig kong = environment.workloads().kong();
        if (kong.mode() == mode) {
            return environment;
        }
        WorkloadsConfig workloads = environment.workloads();
        Image placed =
                new Image(
                        image,
                        kong.image().namespace(),
                        kong.image().exposure(),
                        kong.image().sourceRanges(),
                        kong.image().imagePullSecrets());
        return environment.withWorkloads(
                new WorkloadsConfig(
                        new KongConfig(
                                mode, placed, kong.container(), kong.nodeSelector(), configuration),
                        workloads.hpa(),
                        workloads.load(),
                        workloads.autoscaler(),
                        workloads.addOns()));
    }
}

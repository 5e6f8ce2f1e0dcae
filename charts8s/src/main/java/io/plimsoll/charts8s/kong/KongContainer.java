package io.plimsoll.charts8s.kong;

import static io.plimsoll.charts8s.object.Containers.httpProbe;
import static io.plimsoll.charts8s.object.Containers.port;
import static io.plimsoll.charts8s.object.Containers.pullPolicy;
import static io.plimsoll.charts8s.object.Containers.resources;
import static io.plimsoll.charts8s.object.Containers.variables;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.plimsoll.charts8s.object.Containers.Scratch;
import io.plimsoll.charts8s.object.Hardening;
import io.plimsoll.environment.KongConfig;
import java.util.List;

/** The proxy, and what has to run before it. */
final class KongContainer {

    /** The volumes' size limits and room for logs. */
    private static final Scratch SCRATCH =
            new Scratch(KongConfig.EPHEMERAL_STORAGE_REQUEST.toString(), "2Gi");

    private KongContainer() {}

    /**
     * A container that restarts in its pod finds the pid file of the one before and won't start.
     */
    static Container clearStalePid(KongConfig kong) {
        return container("clear-stale-pid", kong)
                .withCommand("rm", "-vrf", KongVolumes.PREFIX_DIRECTORY + "pids")
                .build();
    }

    static Container proxy(KongConfig kong) {
        return container("proxy", kong)
                .withPorts(port("proxy", 8000), port("proxy-tls", 8443), port("status", 8100))
                .withReadinessProbe(httpProbe("/status/ready", "status"))
                .withLivenessProbe(httpProbe("/status", "status"))
                .withStartupProbe(startup())
                .withNewLifecycle()
                .withNewPreStop()
                .withNewExec()
                .withCommand(
                        "kong",
                        "quit",
                        "--wait=" + kong.drainSeconds(),
                        "--timeout=" + kong.quitSeconds())
                .endExec()
                .endPreStop()
                .endLifecycle()
                .build();
    }

    /** The Kong chart's own: a large configuration may take 80 s until a worker answers. */
    private static Probe startup() {
        return new ProbeBuilder(httpProbe("/status", "status"))
                .withInitialDelaySeconds(0)
                .withPeriodSeconds(2)
                .withFailureThreshold(40)
                .build();
    }

    private static List<EnvFromSource> sources(KongConfig kong) {
        return kong.container().runtime().envFrom().stream()
                .map(source -> {
                    EnvFromSourceBuilder variables = new EnvFromSourceBuilder();
                    source.secret().ifPresent(name -> variables.withNewSecretRef(name, false));
                    source.configMap()
                            .ifPresent(name -> variables.withNewConfigMapRef(name, false));
                    return variables.build();
                })
                .toList();
    }

    private static ContainerBuilder container(String name, KongConfig kong) {
        return new ContainerBuilder()
                .withName(name)
                .withImage(kong.image().reference())
                .withImagePullPolicy(pullPolicy(kong.image().reference()))
                .withEnv(variables(KongVariables.of(kong)))
                .withEnvFrom(sources(kong))
                .withResources(
                        resources(
                                kong.container().requests(),
                                kong.container().limits().cpu(),
                                kong.container().limits().memory(),
                                SCRATCH))
                .withSecurityContext(Hardening.container())
                .withVolumeMounts(KongVolumes.mounts(kong));
    }
}

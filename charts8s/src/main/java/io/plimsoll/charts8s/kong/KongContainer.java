package io.plimsoll.charts8s.kong;

import static io.plimsoll.charts8s.object.Containers.httpProbe;
import static io.plimsoll.charts8s.object.Containers.port;
import static io.plimsoll.charts8s.object.Containers.pullPolicy;
import static io.plimsoll.charts8s.object.Containers.resources;
import static io.plimsoll.charts8s.object.Containers.variables;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.plimsoll.charts8s.object.Containers.Scratch;
import io.plimsoll.charts8s.object.Hardening;
import io.plimsoll.environment.KongConfig;

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
                .withNewLifecycle()
                .withNewPreStop()
                .withNewExec()
                .withCommand("kong", "quit", "--wait=15")
                .endExec()
                .endPreStop()
                .endLifecycle()
                .build();
    }

    private static ContainerBuilder container(String name, KongConfig kong) {
        return new ContainerBuilder()
                .withName(name)
                .withImage(kong.image().reference())
                .withImagePullPolicy(pullPolicy(kong.image().reference()))
                .withEnv(variables(KongVariables.of(kong)))
                .withResources(
                        resources(kong.container().requests(), kong.container().limits(), SCRATCH))
                .withSecurityContext(Hardening.container())
                .withVolumeMounts(KongVolumes.mounts(kong));
    }
}

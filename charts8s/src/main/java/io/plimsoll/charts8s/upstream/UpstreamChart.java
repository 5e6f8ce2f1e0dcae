package io.plimsoll.charts8s.upstream;

import static io.plimsoll.charts8s.object.Containers.compute;
import static io.plimsoll.charts8s.object.Containers.httpProbe;
import static io.plimsoll.charts8s.object.Containers.port;
import static io.plimsoll.charts8s.object.Containers.pullPolicy;
import static io.plimsoll.charts8s.object.Containers.resources;
import static io.plimsoll.charts8s.object.Containers.tcpProbe;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.charts8s.object.ChartManifest;
import io.plimsoll.charts8s.object.Containers.Scratch;
import io.plimsoll.charts8s.object.DisruptionBudget;
import io.plimsoll.charts8s.object.Hardening;
import io.plimsoll.charts8s.object.Placement;
import io.plimsoll.charts8s.object.Traffic;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.LoadConfig;
import io.plimsoll.environment.names.SharedNames;
import java.util.List;

/** fortio's echo server, beside the load generator and away from Kong's nodes. */
public final class UpstreamChart {

    public static final String NAMESPACE = SharedNames.LOAD_NAMESPACE;

    private static final String NAME = "upstream";
    public static final AppIdentity IDENTITY = new AppIdentity(NAME, "echo", NAMESPACE);
    public static final int ECHO_PORT = 8080;
    private static final long USER = 65532;

    private UpstreamChart() {}

    /** Where Kong sends requests to. */
    public static String url() {
        return "http://%s.%s.svc.cluster.local:%d".formatted(NAME, NAMESPACE, ECHO_PORT);
    }

    /**
     * @param clients the pods that may call it
     */
    public static ChartManifest of(Environment environment, AppIdentity clients) {
        return new ChartManifest(
                NAME,
                List.of(
                        new ServiceAccountBuilder()
                                .withMetadata(IDENTITY.metadata(NAME))
                                .withAutomountServiceAccountToken(false)
                                .build(),
                        service(),
                        deployment(environment),
                        DisruptionBudget.oneAtATime(IDENTITY, NAME),
                        Traffic.policy(
                                IDENTITY,
                                NAME,
                                List.of(Traffic.fromPods(clients, ECHO_PORT)),
                                List.of())));
    }

    private static HasMetadata service() {
        return new ServiceBuilder()
                .withMetadata(IDENTITY.metadata(NAME))
                .withNewSpec()
                .withType("ClusterIP")
                .withSelector(IDENTITY.selector())
                .addNewPort()
                .withName("http")
                .withProtocol("TCP")
                .withPort(ECHO_PORT)
                .withTargetPort(new IntOrString("http"))
                .endPort()
                .endSpec()
                .build();
    }

    private static HasMetadata deployment(Environment environment) {
        LoadConfig load = environment.workloads().load();
        return new DeploymentBuilder()
                .withMetadata(IDENTITY.metadata(NAME))
                .withNewSpec()
                .withReplicas(2)
                .withRevisionHistoryLimit(10)
                .withNewSelector()
                .withMatchLabels(IDENTITY.selector())
                .endSelector()
                .withTemplate(
                        podTemplate(
                                image(environment), Placement.of(environment, load.nodeSelector())))
                .endSpec()
                .build();
    }

    /** fortio, also where another tool makes the load. */
    private static String image(Environment environment) {
        LoadConfig load = environment.workloads().load();
        return switch (load.tool()) {
            case FORTIO -> load.image();
            case K6 -> environment.copied(LoadConfig.FORTIO_IMAGE);
        };
    }

    private static PodTemplateSpec podTemplate(String image, Placement placement) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(IDENTITY.labels(image))
                .endMetadata()
                .withNewSpec()
                .withServiceAccountName(NAME)
                .withAutomountServiceAccountToken(false)
                .withNodeSelector(placement.nodeSelector())
                .withTolerations(placement.tolerations())
                .withAffinity(Placement.acrossNodes(IDENTITY.selector()))
                .withTopologySpreadConstraints(Placement.acrossZones(IDENTITY.selector()))
                .withSecurityContext(Hardening.pod(USER))
                .withContainers(container(image))
                .endSpec()
                .build();
    }

    private static Container container(String image) {
        return new ContainerBuilder()
                .withName("echo")
                .withImage(image)
                .withImagePullPolicy(pullPolicy(image))
                .withArgs(
                        "server",
                        "-http-port=" + ECHO_PORT,
                        "-grpc-port=disabled",
                        "-redirect-port=disabled",
                        "-ui-path=")
                .withPorts(port("http", ECHO_PORT))
                .withLivenessProbe(tcpProbe("http"))
                .withReadinessProbe(httpProbe("/", "http"))
                .withResources(
                        resources(
                                compute("100m", "64Mi"),
                                compute("1", "128Mi"),
                                new Scratch("32Mi", "128Mi")))
                .withSecurityContext(Hardening.container())
                .build();
    }
}

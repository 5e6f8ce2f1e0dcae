package io.plimsoll.charts8s.platform;

import static io.plimsoll.charts8s.object.Containers.compute;
import static io.plimsoll.charts8s.object.Containers.emptyDir;
import static io.plimsoll.charts8s.object.Containers.mount;
import static io.plimsoll.charts8s.object.Containers.port;
import static io.plimsoll.charts8s.object.Containers.pullPolicy;
import static io.plimsoll.charts8s.object.Containers.resources;

import io.fabric8.kubernetes.api.model.APIServiceBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.charts8s.object.ChartManifest;
import io.plimsoll.charts8s.object.Containers.Scratch;
import io.plimsoll.charts8s.object.DisruptionBudget;
import io.plimsoll.charts8s.object.Hardening;
import io.plimsoll.charts8s.object.Placement;
import io.plimsoll.charts8s.object.SafeToEvict;
import io.plimsoll.charts8s.object.Traffic;
import io.plimsoll.environment.Environment;
import java.util.ArrayList;
import java.util.List;

/**
 * metrics-server, without which no HorizontalPodAutoscaler sees CPU; after upstream's release
 * manifest.
 */
public final class MetricsServerChart {

    /** 0.7 is the last line that supports Kubernetes 1.29. */
    private static final String IMAGE =
            "registry.k8s.io/metrics-server/metrics-server:v0.7.2@sha256:ffcb2bf004d6aa0a17d90e0247cf94f2865c8901dcab4427034c341951c239f9";

    private static final String NAME = "metrics-server";
    private static final AppIdentity IDENTITY = new AppIdentity(NAME, "metrics", "kube-system");
    private static final int HTTPS_PORT = 10250;
    private static final long USER = 65532;

    private MetricsServerChart() {}

    public static ChartManifest of(Environment environment) {
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(
                new ServiceAccountBuilder()
                        .withMetadata(IDENTITY.metadata(NAME))
                        .withAutomountServiceAccountToken(false)
                        .build());
        objects.addAll(MetricsServerAccess.of(IDENTITY));
        objects.add(service());
        objects.add(deployment(environment));
        objects.add(DisruptionBudget.oneAtATime(IDENTITY, NAME));
        objects.add(networkPolicy());
        objects.add(apiService());
        return new ChartManifest(NAME, objects);
    }

    private static HasMetadata service() {
        return new ServiceBuilder()
                .withMetadata(IDENTITY.metadata(NAME))
                .withNewSpec()
                .withType("ClusterIP")
                .withSelector(IDENTITY.selector())
                .addNewPort()
                .withName("https")
                .withProtocol("TCP")
                .withPort(443)
                .withTargetPort(new IntOrString("https"))
                .endPort()
                .endSpec()
                .build();
    }

    private static HasMetadata deployment(Environment environment) {
        return new DeploymentBuilder()
                .withMetadata(IDENTITY.metadata(NAME))
                .withNewSpec()
                .withReplicas(2)
                .withRevisionHistoryLimit(10)
                .withNewSelector()
                .withMatchLabels(IDENTITY.selector())
                .endSelector()
                .withNewStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxUnavailable(new IntOrString(0))
                .endRollingUpdate()
                .endStrategy()
                .withTemplate(podTemplate(environment))
                .endSpec()
                .build();
    }

    private static PodTemplateSpec podTemplate(Environment environment) {
        Placement placement =
                Placement.of(environment, environment.workloads().autoscaler().nodeSelector());
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(IDENTITY.labels(IMAGE))
                .withAnnotations(SafeToEvict.localVolumes("tmp"))
                .endMetadata()
                .withNewSpec()
                .withServiceAccountName(NAME)
                .withAutomountServiceAccountToken(true)
                .withPriorityClassName("system-cluster-critical")
                .withNodeSelector(placement.nodeSelector())
                .withTolerations(placement.tolerations())
                .withAffinity(Placement.acrossNodes(IDENTITY.selector()))
                .withTopologySpreadConstraints(Placement.acrossZones(IDENTITY.selector()))
                .withSecurityContext(Hardening.pod(USER))
                .withContainers(container(environment.copied(IMAGE)))
                .withVolumes(emptyDir("tmp", "64Mi"))
                .endSpec()
                .build();
    }

    private static Container container(String image) {
        return new ContainerBuilder()
                .withName(NAME)
                .withImage(image)
                .withImagePullPolicy(pullPolicy(image))
                .withArgs(
                        "--cert-dir=/tmp",
                        "--secure-port=" + HTTPS_PORT,
                        "--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname",
                        "--kubelet-use-node-status-port",
                        "--metric-resolution=15s")
                .withPorts(port("https", HTTPS_PORT))
                .withLivenessProbe(probe("/livez"))
                .withReadinessProbe(probe("/readyz"))
                .withResources(
                        resources(
                                compute("100m", "200Mi"),
                                compute("500m", "400Mi"),
                                new Scratch("64Mi", "256Mi")))
                .withSecurityContext(Hardening.container())
                .withVolumeMounts(mount("tmp", "/tmp"))
                .build();
    }

    private static Probe probe(String path) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withPort(new IntOrString("https"))
                .withScheme("HTTPS")
                .endHttpGet()
                .withInitialDelaySeconds(20)
                .withPeriodSeconds(10)
                .withFailureThreshold(3)
                .build();
    }

    /**
     * The API server's addresses aren't known, so the metrics port is open; it asks for a token.
     */
    private static HasMetadata networkPolicy() {
        return Traffic.policy(
                IDENTITY,
                NAME,
                List.of(Traffic.fromAnywhere(HTTPS_PORT)),
                List.of(Traffic.toDns(), Traffic.toAnywhere(443, HTTPS_PORT)));
    }

    private static HasMetadata apiService() {
        return new APIServiceBuilder()
                .withMetadata(IDENTITY.clusterMetadata("v1beta1.metrics.k8s.io"))
                .withNewSpec()
                .withGroup("metrics.k8s.io")
                .withVersion("v1beta1")
                .withGroupPriorityMinimum(100)
                .withVersionPriority(100)
                .withInsecureSkipTLSVerify(true)
                .withNewService()
                .withName(NAME)
                .withNamespace(IDENTITY.namespace())
                .endService()
                .endSpec()
                .build();
    }
}

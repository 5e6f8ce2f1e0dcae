package io.plimsoll.charts8s.nodeautoscaler;

import static io.plimsoll.charts8s.object.Containers.compute;
import static io.plimsoll.charts8s.object.Containers.emptyDir;
import static io.plimsoll.charts8s.object.Containers.httpProbe;
import static io.plimsoll.charts8s.object.Containers.mount;
import static io.plimsoll.charts8s.object.Containers.port;
import static io.plimsoll.charts8s.object.Containers.pullPolicy;
import static io.plimsoll.charts8s.object.Containers.resources;
import static io.plimsoll.charts8s.object.Containers.tcpProbe;
import static io.plimsoll.charts8s.object.Containers.variables;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.charts8s.object.Containers.Scratch;
import io.plimsoll.charts8s.object.Hardening;
import io.plimsoll.charts8s.object.Placement;
import io.plimsoll.charts8s.object.SafeToEvict;
import io.plimsoll.environment.AutoscalerConfig;
import io.plimsoll.environment.AutoscalerConfig.Kind;
import io.plimsoll.environment.Environment;
import java.util.List;
import java.util.TreeMap;

/**
 * Two replicas, of which the holder of the Lease acts. The image writes nothing by itself: {@code
 * /tmp} is for a flight record and for the JVM's report of a crash.
 */
final class NodeAutoscalerDeployment {

    static final int METRICS_PORT = 8085;
    private static final long USER = 65532;

    private NodeAutoscalerDeployment() {}

    static HasMetadata of(Environment environment, AppIdentity identity) {
        return new DeploymentBuilder()
                .withMetadata(identity.metadata(identity.name()))
                .withNewSpec()
                .withReplicas(2)
                .withRevisionHistoryLimit(10)
                .withNewSelector()
                .withMatchLabels(identity.selector())
                .endSelector()
                .withTemplate(podTemplate(environment, identity))
                .endSpec()
                .build();
    }

    private static PodTemplateSpec podTemplate(Environment environment, AppIdentity identity) {
        AutoscalerConfig autoscaler = environment.workloads().autoscaler();
        Placement placement = Placement.of(environment, autoscaler.nodeSelector());
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(identity.labels(autoscaler.image()))
                .withAnnotations(new TreeMap<>(SafeToEvict.localVolumes("tmp")))
                .addToAnnotations("prometheus.io/port", String.valueOf(METRICS_PORT))
                .addToAnnotations("prometheus.io/scrape", "true")
                .endMetadata()
                .withNewSpec()
                .withServiceAccountName(autoscaler.serviceAccount())
                .withAutomountServiceAccountToken(true)
                .withPriorityClassName("system-cluster-critical")
                .withNodeSelector(placement.nodeSelector())
                .withTolerations(placement.tolerations())
                .withAffinity(Placement.acrossNodes(identity.selector()))
                .withTopologySpreadConstraints(Placement.acrossZones(identity.selector()))
                .withSecurityContext(Hardening.pod(USER))
                .withContainers(container(environment))
                .withVolumes(emptyDir("tmp", "64Mi"))
                .endSpec()
                .build();
    }

    private static Container container(Environment environment) {
        TreeMap<String, String> variables = new TreeMap<>();
        variables.put("AWS_REGION", environment.cluster().region());
        variables.put("AWS_STS_REGIONAL_ENDPOINTS", "regional");
        return new ContainerBuilder()
                .withName("autoscaler")
                .withImage(environment.workloads().autoscaler().image())
                .withImagePullPolicy(pullPolicy(environment.workloads().autoscaler().image()))
                .withCommand(command(environment.workloads().autoscaler().program().kind()))
                .withArgs(NodeAutoscalerFlags.of(environment))
                .withEnv(variables(variables))
                .withPorts(port("metrics", METRICS_PORT))
                .withLivenessProbe(httpProbe("/health-check", "metrics"))
                .withReadinessProbe(
                        readiness(environment.workloads().autoscaler().program().kind()))
                .withStartupProbe(startup())
                .withResources(
                        resources(
                                compute("100m", "300Mi"),
                                compute("1", "600Mi"),
                                new Scratch("64Mi", "256Mi")))
                .withSecurityContext(Hardening.container())
                .withVolumeMounts(mount("tmp", "/tmp"))
                .build();
    }

    /** Our image's entry point is the autoscaler; upstream's has none. */
    private static List<String> command(Kind kind) {
        return switch (kind) {
            case CLUSTER_AUTOSCALER -> List.of("./cluster-autoscaler");
            case PLIMSOLL, KARPENTER -> List.of();
        };
    }

    /** Ours says whether it sees what it looks after; upstream's only that it runs. */
    private static Probe readiness(Kind kind) {
        return switch (kind) {
            case PLIMSOLL -> httpProbe("/ready", "metrics");
            case CLUSTER_AUTOSCALER, KARPENTER -> tcpProbe("metrics");
        };
    }

    /** The informers of a large cluster may take two minutes to fill. */
    private static Probe startup() {
        return new ProbeBuilder(httpProbe("/health-check", "metrics"))
                .withInitialDelaySeconds(0)
                .withPeriodSeconds(2)
                .withFailureThreshold(60)
                .build();
    }
}

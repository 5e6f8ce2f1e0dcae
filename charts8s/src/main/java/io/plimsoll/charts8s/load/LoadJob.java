package io.plimsoll.charts8s.load;

import static io.plimsoll.charts8s.object.Containers.compute;
import static io.plimsoll.charts8s.object.Containers.pullPolicy;
import static io.plimsoll.charts8s.object.Containers.resources;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.plimsoll.charts8s.object.Containers.Scratch;
import io.plimsoll.charts8s.object.Hardening;
import io.plimsoll.charts8s.object.Placement;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.GoDuration;
import io.plimsoll.environment.LoadConfig;
import io.plimsoll.environment.LoadConfig.Profile;
import io.plimsoll.environment.names.SharedNames;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One profile's Job; the package's description says how it is started and what its annotations
 * mean.
 */
final class LoadJob {

    private static final String ANNOTATION = "plimsoll.io/";
    private static final long USER = 65532;

    /** Connections that find no Kong yet may take this long before the load counts as hung. */
    private static final Duration START_UP = Duration.ofMinutes(5);

    private LoadJob() {}

    static HasMetadata of(Environment environment, String name, Profile profile) {
        return new JobBuilder()
                .withMetadata(
                        new ObjectMetaBuilder(
                                        LoadChart.IDENTITY.metadata(LoadChart.NAME + "-" + name))
                                .withAnnotations(annotations(name, profile))
                                .build())
                .withNewSpec()
                .withSuspend(true)
                .withBackoffLimit(0)
                .withCompletions(1)
                .withParallelism(1)
                .withActiveDeadlineSeconds(profile.duration().plus(START_UP).toSeconds())
                .withTtlSecondsAfterFinished(60)
                .withTemplate(podTemplate(environment, name, profile))
                .endSpec()
                .build();
    }

    private static SortedMap<String, String> annotations(String name, Profile profile) {
        SortedMap<String, String> annotations = new TreeMap<>();
        annotations.put(ANNOTATION + "load-profile", name);
        annotations.put(ANNOTATION + "connections", String.valueOf(profile.connections()));
        annotations.put(ANNOTATION + "qps", String.valueOf(profile.qps()));
        annotations.put(ANNOTATION + "duration", profile.duration().toString());
        profile.hpaMax()
                .ifPresent(max -> annotations.put(ANNOTATION + "hpa-max", String.valueOf(max)));
        return Collections.unmodifiableSortedMap(annotations);
    }

    private static PodTemplateSpec podTemplate(
            Environment environment, String name, Profile profile) {
        LoadConfig load = environment.workloads().load();
        Placement placement = Placement.of(environment, load.nodeSelector());
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(LoadChart.IDENTITY.labels(load.image()))
                .addToLabels(ANNOTATION + "load-profile", name)
                .endMetadata()
                .withNewSpec()
                .withServiceAccountName(LoadChart.NAME)
                .withAutomountServiceAccountToken(false)
                .withRestartPolicy("Never")
                .withNodeSelector(placement.nodeSelector())
                .withTolerations(placement.tolerations())
                .withSecurityContext(Hardening.pod(USER))
                .withContainers(container(environment, profile))
                .endSpec()
                .build();
    }

    private static Container container(Environment environment, Profile profile) {
        return new ContainerBuilder()
                .withName("fortio")
                .withImage(environment.workloads().load().image())
                .withImagePullPolicy(pullPolicy(environment.workloads().load().image()))
                .withArgs(
                        List.of(
                                "load",
                                "-c",
                                String.valueOf(profile.connections()),
                                "-qps",
                                String.valueOf(profile.qps()),
                                "-t",
                                GoDuration.format(profile.duration()),
                                "-allow-initial-errors",
                                "http://"
                                        + new SharedNames(environment).kongProxyHost()
                                        + ":80/route1/get"))
                .withResources(
                        resources(
                                compute("500m", "256Mi"),
                                compute("1500m", "512Mi"),
                                new Scratch("32Mi", "128Mi")))
                .withSecurityContext(Hardening.container())
                .build();
    }
}

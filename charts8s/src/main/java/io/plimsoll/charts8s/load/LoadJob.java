package io.plimsoll.charts8s.load;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.plimsoll.charts8s.object.Hardening;
import io.plimsoll.charts8s.object.Placement;
import io.plimsoll.charts8s.object.SafeToEvict;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.LoadConfig;
import io.plimsoll.environment.LoadConfig.Profile;
import io.plimsoll.environment.LoadConfig.Tool;
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

    /** To read the log of a run that failed; its result stays anyway. */
    private static final Duration KEPT = Duration.ofHours(1);

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
                .withActiveDeadlineSeconds(longest(profile).toSeconds())
                .withTtlSecondsAfterFinished(Math.toIntExact(KEPT.toSeconds()))
                .withTemplate(podTemplate(environment, name, profile))
                .endSpec()
                .build();
    }

    private static Duration longest(Profile profile) {
        return profile.duration().plus(START_UP).plus(START_UP);
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
        LoadContainer containers = new LoadContainer(environment, name, profile);
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(LoadChart.IDENTITY.labels(load.image()))
                .addToLabels(ANNOTATION + "load-profile", name)
                // Moved, the run would begin anew elsewhere, and count as failed.
                .withAnnotations(SafeToEvict.never())
                .endMetadata()
                .withNewSpec()
                .withServiceAccountName(LoadChart.NAME)
                .withAutomountServiceAccountToken(false)
                .withRestartPolicy("Never")
                .withNodeSelector(placement.nodeSelector())
                .withTolerations(placement.tolerations())
                .withSecurityContext(Hardening.pod(USER))
                .withInitContainers(
                        load.tool() == Tool.FORTIO ? List.of(containers.fortio()) : List.of())
                .withContainers(load.tool() == Tool.FORTIO ? containers.report() : containers.k6())
                .withVolumes(LoadVolumes.of(load.tool(), longest(profile)))
                .endSpec()
                .build();
    }
}

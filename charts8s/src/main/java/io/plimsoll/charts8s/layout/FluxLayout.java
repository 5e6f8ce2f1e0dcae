package io.plimsoll.charts8s.layout;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.plimsoll.charts8s.object.ChartManifest;
import io.plimsoll.environment.Environment;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code flux} is what the cluster's own Flux reads; its Kustomizations bring {@code manifests} one
 * after the other. The account is filled in by Flux, so that manifests name none.
 */
final class FluxLayout {

    private FluxLayout() {}

    static List<ChartManifest> files(Environment environment) {
        Environment accountless = environment.withCluster(environment.cluster().withoutAccount());
        FluxObjects flux = new FluxObjects(environment);
        List<ChartManifest> files = new ArrayList<>();
        files.add(new ChartManifest("flux/source", List.of(flux.repository())));
        for (ChartManifest chart : EnvironmentCharts.of(accountless)) {
            files.add(
                    new ChartManifest("flux/" + chart.name(), List.of(flux.kustomization(chart))));
            files.add(
                    new ChartManifest(
                            "manifests/%s/%s".formatted(chart.name(), chart.name()),
                            chart.objects().stream().map(FluxLayout::startable).toList()));
        }
        return files;
    }

    /**
     * Flux makes a missing Job and then leaves it alone, or it would stop a load that somebody
     * started.
     */
    private static HasMetadata startable(HasMetadata object) {
        return object instanceof Job job
                ? new JobBuilder(job)
                        .editMetadata()
                        .addToAnnotations("kustomize.toolkit.fluxcd.io/ssa", "IfNotPresent")
                        .endMetadata()
                        .build()
                : object;
    }
}

package io.plimsoll.charts8s.layout;

import io.plimsoll.charts8s.object.ChartManifest;
import io.plimsoll.environment.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code flux} is what the cluster's own Flux reads; its Kustomizations bring {@code manifests} one
 * after the other. The account is filled in by Flux, so that manifests name none.
 */
final class FluxLayout {

    /**
     * Flux makes a missing Job and leaves it alone, or it would stop a load that somebody started.
     */
    private static final Map.Entry<String, String> MADE_ONCE =
            Map.entry("kustomize.toolkit.fluxcd.io/ssa", "IfNotPresent");

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
                            JobAnnotation.on(chart.objects(), MADE_ONCE)));
        }
        return files;
    }
}

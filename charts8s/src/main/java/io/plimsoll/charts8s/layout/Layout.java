package io.plimsoll.charts8s.layout;

import io.plimsoll.charts8s.object.ChartManifest;
import io.plimsoll.environment.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the files are laid out. */
public enum Layout {
    /** One file a chart, numbered in the order they are applied. */
    PLAIN,
    /** A base, Kong in each mode, and overlays. */
    KUSTOMIZE,
    /** Argo CD: an Application a chart. */
    ARGOCD,
    /** Flux: a Kustomization a chart. */
    FLUX;

    /** All files of an environment. */
    public List<ChartManifest> files(Environment environment) {
        return switch (this) {
            case PLAIN -> plain(environment);
            case KUSTOMIZE -> KustomizeLayout.files(environment);
            case ARGOCD -> ArgoCdLayout.files(environment);
            case FLUX -> FluxLayout.files(environment);
        };
    }

    /** As the command line has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static List<ChartManifest> plain(Environment environment) {
        List<ChartManifest> numbered = new ArrayList<>();
        for (ChartManifest chart : EnvironmentCharts.of(environment)) {
            numbered.add(chart.at("%04d-%s.k8s".formatted(numbered.size(), chart.name())));
        }
        return numbered;
    }
}

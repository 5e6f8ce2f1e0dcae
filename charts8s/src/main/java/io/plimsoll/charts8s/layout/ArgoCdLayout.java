package io.plimsoll.charts8s.layout;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.plimsoll.charts8s.object.ChartManifest;
import io.plimsoll.environment.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code bootstrap} is applied once by hand; its ApplicationSet finds {@code applications} of this
 * environment and of every other one beside it, and those bring {@code manifests} in waves.
 */
final class ArgoCdLayout {

    /** Namespaces come two waves before the first workload, as nothing can be made without them. */
    private static final int FIRST_WAVE = -2;

    /** A Job can't take another command, so Argo CD has to make it anew. */
    private static final Map.Entry<String, String> RECREATE =
            Map.entry("argocd.argoproj.io/sync-options", "Force=true,Replace=true");

    private ArgoCdLayout() {}

    static List<ChartManifest> files(Environment environment) {
        ArgoCdObjects argo = new ArgoCdObjects(environment);
        List<ChartManifest> files = new ArrayList<>();
        files.add(file("bootstrap/applicationset", argo.applicationSet()));
        files.add(file("bootstrap/project", argo.project()));
        files.add(file("bootstrap/argocd-cm", ArgoCdObjects.health()));
        int wave = FIRST_WAVE;
        for (ChartManifest chart : EnvironmentCharts.of(environment)) {
            files.add(file("applications/" + chart.name(), argo.application(chart.name(), wave++)));
            files.add(
                    new ChartManifest(
                            "manifests/%s/%s".formatted(chart.name(), chart.name()),
                            JobAnnotation.on(chart.objects(), RECREATE)));
        }
        return files;
    }

    private static ChartManifest file(String path, HasMetadata object) {
        return new ChartManifest(path, List.of(object));
    }
}

package io.plimsoll.charts8s.output;

import io.plimsoll.charts8s.object.ChartManifest;
import io.plimsoll.charts8s.object.KubernetesObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cdk8s.App;
import org.cdk8s.AppProps;
import org.cdk8s.Chart;
import org.cdk8s.YamlOutputType;

/** What cdk8s makes of charts, under a header that says so. */
public final class GeneratedFiles {

    private static final String HEADER =
            ManifestFolder.MARK
                    + " from the environment file: ./plimsoll manifests. Change that file, not this"
                    + " one.\n";

    private GeneratedFiles() {}

    /**
     * Returns each chart's YAML by file name, {@code 0000-<chart>.k8s.yaml} and so on in the given
     * order.
     */
    public static SortedMap<String, String> of(List<ChartManifest> manifests) throws IOException {
        Path directory = Files.createTempDirectory("plimsoll-charts");
        try {
            App app =
                    new App(
                            AppProps.builder()
                                    .outdir(directory.toString())
                                    .yamlOutputType(YamlOutputType.FILE_PER_CHART)
                                    .build());
            addCharts(app, manifests);
            app.synth();
            return read(directory);
        } finally {
            FileTree.delete(directory);
        }
    }

    /** Each chart depends on the one before it, by which cdk8s numbers the files. */
    private static void addCharts(App app, List<ChartManifest> manifests) {
        Chart previous = null;
        for (ChartManifest manifest : manifests) {
            Chart chart = new Chart(app, manifest.name());
            manifest.objects().forEach(object -> new KubernetesObject(chart, object));
            if (previous != null) {
                chart.addDependency(previous);
            }
            previous = chart;
        }
    }

    private static SortedMap<String, String> read(Path directory) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(directory)) {
            for (Path path : paths.toList()) {
                files.put(path.getFileName().toString(), HEADER + Files.readString(path));
            }
        }
        return files;
    }
}

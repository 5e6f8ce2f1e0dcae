package io.plimsoll.charts8s.output;

import io.plimsoll.charts8s.object.ChartManifest;
import io.plimsoll.charts8s.object.KubernetesObject;
import io.plimsoll.environment.output.FileList;
import io.plimsoll.environment.output.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cdk8s.App;
import org.cdk8s.AppProps;
import org.cdk8s.Chart;
import org.cdk8s.YamlOutputType;

/** What cdk8s makes of charts, under a header that says so. */
public final class GeneratedFiles {

    private GeneratedFiles() {}

    /**
     * Returns each chart's file by its path.
     *
     * @param command that makes the files, for the header
     */
    public static SortedMap<String, String> of(List<ChartManifest> manifests, String command)
            throws IOException {
        Path directory = Files.createTempDirectory("plimsoll-charts");
        try {
            App app =
                    new App(
                            AppProps.builder()
                                    .outdir(directory.toString())
                                    .yamlOutputType(YamlOutputType.FILE_PER_CHART)
                                    .build());
            for (int i = 0; i < manifests.size(); i++) {
                Chart chart = new Chart(app, id(i));
                manifests.get(i).objects().forEach(object -> new KubernetesObject(chart, object));
            }
            app.synth();
            return read(directory, manifests, command);
        } finally {
            FileTree.delete(directory);
        }
    }

    private static SortedMap<String, String> read(
            Path directory, List<ChartManifest> manifests, String command) throws IOException {
        String header =
                "%s from the environment file: %s. Change that file, not this one.\n"
                        .formatted(FileList.MARK, command);
        SortedMap<String, String> files = new TreeMap<>();
        for (int i = 0; i < manifests.size(); i++) {
            String yaml = Files.readString(directory.resolve(id(i) + ".k8s.yaml"));
            files.put(manifests.get(i).name() + ".yaml", header + yaml);
        }
        return files;
    }

    /** A path would not do: cdk8s changes slashes in a chart's name. */
    private static String id(int index) {
        return "chart-" + index;
    }
}

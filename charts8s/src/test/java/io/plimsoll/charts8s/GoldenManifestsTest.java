package io.plimsoll.charts8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.charts8s.layout.Layout;
import io.plimsoll.charts8s.output.ManifestFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with the committed files; {@code -Dplimsoll.golden.update=true} writes them anew. */
class GoldenManifestsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static List<String> environments() {
        return Environments.all();
    }

    @ParameterizedTest
    @MethodSource("environments")
    void writesManifestsAsReviewed(String environment) throws IOException {
        assertGolden(environment, Layout.PLAIN, Rendered.files(environment, Layout.PLAIN));
    }

    @ParameterizedTest
    @MethodSource("environments")
    void writesWhatKustomizeReadsAsReviewed(String environment) throws IOException {
        assertGolden(environment, Layout.KUSTOMIZE, own(environment, Layout.KUSTOMIZE));
    }

    @ParameterizedTest
    @MethodSource("environments")
    void writesWhatArgoCdReadsAsReviewed(String environment) throws IOException {
        assertGolden(environment, Layout.ARGOCD, own(environment, Layout.ARGOCD));
    }

    @ParameterizedTest
    @MethodSource("environments")
    void writesWhatFluxReadsAsReviewed(String environment) throws IOException {
        assertGolden(environment, Layout.FLUX, own(environment, Layout.FLUX));
    }

    /** A layout's files without the charts', which the plain layout's goldens show. */
    private static SortedMap<String, String> own(String environment, Layout layout) {
        SortedMap<String, String> files = new TreeMap<>(Rendered.files(environment, layout));
        files.keySet()
                .removeIf(path ->
                        path.startsWith("manifests/")
                                || (layout == Layout.KUSTOMIZE
                                        && !path.endsWith("kustomization.yaml")));
        return files;
    }

    private static void assertGolden(
            String environment, Layout layout, SortedMap<String, String> files) throws IOException {
        Path directory = GOLDEN.resolve(environment).resolve(layout.toString());
        if (Boolean.getBoolean("plimsoll.golden.update")) {
            new ManifestFolder(directory).write(files);
        }
        assertThat(read(directory)).isEqualTo(files);
    }

    private static SortedMap<String, String> read(Path directory) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.filter(p -> p.toString().endsWith(".yaml")).toList()) {
                files.put(directory.relativize(path).toString(), Files.readString(path));
            }
        }
        return files;
    }
}

package io.plimsoll.charts8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.charts8s.output.ManifestFolder;
import io.plimsoll.environment.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Compares with the committed files; {@code -Dplimsoll.golden.update=true} writes them anew. */
class GoldenManifestsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @Test
    void writesTheDefaultEnvironmentAsReviewed() throws IOException {
        assertGolden("dbless", Environments.dbless());
    }

    @Test
    void writesAKonnectEnvironmentAsReviewed() throws IOException {
        assertGolden("konnect", Environments.konnect());
    }

    private static void assertGolden(String name, Environment environment) throws IOException {
        SortedMap<String, String> files = Rendered.files(environment);
        Path directory = GOLDEN.resolve(name);
        if (Boolean.getBoolean("plimsoll.golden.update")) {
            new ManifestFolder(directory).write(files);
        }
        assertThat(read(directory)).isEqualTo(files);
    }

    private static SortedMap<String, String> read(Path directory) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (var paths = Files.newDirectoryStream(directory, "*.yaml")) {
            for (Path path : paths) {
                files.put(path.getFileName().toString(), Files.readString(path));
            }
        }
        return files;
    }
}

package io.plimsoll.stacks;

import io.plimsoll.stacks.workload.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads manifests of the plain layout. */
final class ManifestFolder {

    private static final String ENDING = ".k8s.yaml";

    private ManifestFolder() {}

    /** All of a folder, in the order in which they are applied. */
    static List<Manifest> read(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .map(ManifestFolder::readFile)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Manifest readFile(Path file) {
        String fileName = file.getFileName().toString();
        List<Map<String, Object>> objects = new ArrayList<>();
        try {
            Load load = new Load(LoadSettings.builder().setLabel(fileName).build());
            for (Object document : load.loadAllFromString(Files.readString(file))) {
                @SuppressWarnings(
                        "unchecked") // charts8s writes Kubernetes objects and nothing else
                Map<String, Object> object = (Map<String, Object>) document;
                objects.add(object);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Manifest(fileName.substring(0, fileName.length() - ENDING.length()), objects);
    }
}

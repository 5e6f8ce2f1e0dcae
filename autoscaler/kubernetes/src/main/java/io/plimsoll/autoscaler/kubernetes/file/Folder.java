package io.plimsoll.autoscaler.kubernetes.file;

import io.plimsoll.environment.input.InvalidFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Folders of manifests, in which other programs' files may lie as well. */
final class Folder {

    private Folder() {}

    /**
     * Every {@code .json}, {@code .yaml} and {@code .yml} file below a folder, by name; what is
     * hidden is left out.
     *
     * @throws InvalidFileException when there is none
     */
    static List<Path> files(Path folder) {
        try (Stream<Path> below = Files.walk(folder)) {
            List<Path> files =
                    below.filter(Files::isRegularFile)
                            .filter(file -> file.toString().matches("(?s).*\\.(json|ya?ml)"))
                            .filter(file -> !isHidden(folder.relativize(file)))
                            .sorted()
                            .toList();
            if (files.isEmpty()) {
                throw new InvalidFileException(
                        folder, "no files; allowed: a folder with .json, .yaml or .yml files");
            }
            return files;
        } catch (IOException | UncheckedIOException e) {
            throw new InvalidFileException(folder, "cannot be read: " + e.getMessage());
        }
    }

    private static boolean isHidden(Path inFolder) {
        for (Path part : inFolder) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a document says neither kind nor version, as {@code Chart.yaml} and a chart's values,
     * or is Kustomize's own: its files may leave out the version, and its patches are lists.
     */
    static boolean isOfAnotherProgram(JsonNode document) {
        if (document.isArray()) {
            return !document.isEmpty()
                    && document.valueStream().allMatch(each -> each.has("op") && each.has("path"));
        }
        if (!document.isObject() || !document.has("kind")) {
            return document.isObject();
        }
        return !document.has("apiVersion")
                && document.path("kind").asString("").equals("Kustomization");
    }
}

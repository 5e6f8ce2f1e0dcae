package io.plimsoll.environment.file;

import io.plimsoll.environment.JsonText;
import io.plimsoll.environment.OwnObjects;
import io.plimsoll.environment.file.Yaml.Mapping;
import io.plimsoll.environment.input.InvalidFileException;
import io.plimsoll.environment.input.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the manifests of a folder, each of which has to be one that can be committed and applied as
 * it is. What lies in folders below is not read.
 */
final class ObjectFolder {

    private static final long LARGEST = 1L << 20;
    private static final int MOST_FILES = 200;

    private final List<JsonText> objects = new ArrayList<>();
    private final Set<List<String>> seen = new HashSet<>();
    private final String field;
    private final Problems problems;

    private ObjectFolder(String field, Problems problems) {
        this.field = field;
        this.problems = problems;
    }

    /**
     * @param base folder that the name is relative to
     */
    static OwnObjects read(Path base, String name, String field, Problems problems) {
        ObjectFolder folder = new ObjectFolder(field, problems);
        try (Stream<Path> files = Files.list(base.resolve(name))) {
            List<Path> manifests =
                    files.filter(file -> file.toString().matches(".*\\.(ya?ml|json)"))
                            .sorted()
                            .toList();
            if (manifests.isEmpty() || manifests.size() > MOST_FILES) {
                folder.refuse(
                        "must be a folder with 1 to %d files of YAML or JSON, '%s' has %d"
                                .formatted(MOST_FILES, name, manifests.size()));
            } else {
                manifests.forEach(folder::file);
            }
        } catch (IOException | InvalidPathException e) {
            folder.refuse(
                    "must be a folder, its path relative to this file, is '%s'".formatted(name));
        }
        return new OwnObjects(name, folder.objects);
    }

    private void refuse(String message) {
        problems.add(field, message);
    }

    private void refuse(String place, String message) {
        refuse("must hold manifests alone; " + place + ": " + message);
    }

    private void file(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            String text = TextFile.read(file, LARGEST);
            if (Credentials.shows(text)) {
                refuse(name, "must hold no credential, which the manifests would tell everybody");
                return;
            }
            for (Yaml document : YamlDocument.parseAll(text)) {
                object(name + ":" + Math.max(1, document.line()), document);
            }
        } catch (InvalidFileException e) {
            refuse(name, e.problem());
        } catch (YamlDocument.InvalidYamlException e) {
            YamlDocument.LineProblem first = e.problems().getFirst();
            refuse(name + ":" + first.line(), first.message());
        }
    }

    private void object(String place, Yaml document) {
        Mapping object = document instanceof Mapping mapping ? mapping : Mapping.EMPTY;
        Mapping metadata = object.mapping("metadata").orElse(Mapping.EMPTY);
        Optional<String> apiVersion = object.text("apiVersion");
        Optional<String> kind = object.text("kind");
        Optional<String> name = metadata.text("name");
        if (apiVersion.isEmpty() || kind.isEmpty() || name.isEmpty()) {
            refuse(place, "an object has apiVersion, kind and metadata.name");
        } else if (kind.get().equals("Secret")) {
            refuse(place, "a Secret would be told to everybody; have it made in the cluster");
        } else if (kind.get().endsWith("List") || apiVersion.get().startsWith("kustomize.config")) {
            refuse(place, "a %s is no object; write what it holds".formatted(kind.get()));
        } else if (!seen.add(
                List.of(
                        apiVersion.get().replaceFirst("/.*", ""),
                        kind.get(),
                        metadata.text("namespace").orElse(""),
                        name.get()))) {
            refuse(place, "%s %s is there twice".formatted(kind.get(), name.get()));
        } else {
            Json.notDecimal(object)
                    .ifPresentOrElse(
                            number ->
                                    refuse(
                                            place,
                                            "a number has to be decimal, as YAML's versions read others differently, is "
                                                    + number),
                            () -> objects.add(new JsonText(Json.of(object))));
        }
    }
}

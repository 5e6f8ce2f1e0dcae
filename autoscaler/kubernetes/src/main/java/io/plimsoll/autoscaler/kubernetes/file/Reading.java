package io.plimsoll.autoscaler.kubernetes.file;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.plimsoll.autoscaler.kubernetes.objects.ExpanderPriorityMap;
import io.plimsoll.autoscaler.kubernetes.objects.Kinds;
import io.plimsoll.autoscaler.kubernetes.tree.MalformedTextException;
import io.plimsoll.autoscaler.kubernetes.tree.Tree;
import io.plimsoll.environment.input.Excerpt;
import io.plimsoll.environment.input.InvalidFileException;
import io.plimsoll.environment.input.TextFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Files on their way to objects; problems are collected, so that all are told at once. */
final class Reading {

    private static final String ALLOWED =
            "; allowed: Kubernetes objects, such as kubectl get prints with -o json or -o yaml";

    /** Kinds in one note. */
    private static final int MOST_KINDS = 30;

    private final Set<String> kinds;
    private final List<HasMetadata> objects = new ArrayList<>();

    /** Known kinds, still to be read, in the files' order. */
    private final List<ToRead> toRead = new ArrayList<>();

    private final List<String> notes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> places = new HashMap<>();
    private final SortedMap<String, Integer> ignored = new TreeMap<>();

    private record ToRead(Document document, Kinds.Kind kind) {}

    Reading(Set<String> kinds) {
        this.kinds = kinds;
    }

    ObjectFiles result() {
        readAll();
        if (!problems.isEmpty()) {
            throw new InvalidFileException(problems);
        }
        if (!ignored.isEmpty()) {
            notes.add(
                    ignored.entrySet().stream()
                                    .limit(MOST_KINDS)
                                    .map(kind -> kind.getValue() + " of kind " + kind.getKey())
                                    .collect(Collectors.joining(", ", "Ignored ", ""))
                            + (ignored.size() > MOST_KINDS
                                    ? " and %d more kinds".formatted(ignored.size() - MOST_KINDS)
                                    : ""));
        }
        return new ObjectFiles(objects, notes, places);
    }

    /** Under which {@link #places} knows an object. */
    static String key(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        String name = object.getMetadata().getName();
        return object.getKind() + " " + (namespace == null ? name : namespace + "/" + name);
    }

    void add(Path path) {
        boolean folder = Files.isDirectory(path);
        try {
            for (Path file : folder ? Folder.files(path) : List.of(path)) {
                add(file, folder);
            }
        } catch (InvalidFileException e) {
            wrong(String.valueOf(e.getMessage()));
        }
    }

    private void add(Path file, boolean inFolder) {
        try {
            add(file, TextFile.read(file), inFolder);
        } catch (InvalidFileException e) {
            wrong(String.valueOf(e.getMessage()));
        }
    }

    /**
     * @param inFolder nobody named the file itself, so it may be another program's
     */
    void add(Path file, String text, boolean inFolder) {
        try {
            List<Tree> trees =
                    Tree.parse(file.toString(), text).stream()
                            .filter(tree -> !tree.root().isNull())
                            .toList();
            if (trees.isEmpty() && !inFolder) {
                wrong(file + ": holds nothing" + ALLOWED);
            }
            for (Tree tree : trees) {
                if (inFolder && Folder.isOfAnotherProgram(tree.root())) {
                    notes.add(file + ": ignored, no Kubernetes object");
                } else {
                    open(new Document(file.toString(), tree, tree.root(), Optional.empty()));
                }
            }
        } catch (MalformedTextException e) {
            wrong(file + ": " + e.getMessage());
        }
    }

    private void open(Document document) {
        String missing = document.missing();
        if (!missing.isEmpty()) {
            wrong(document.place() + ": " + missing + ALLOWED);
            return;
        }
        String kind = document.kind();
        JsonNode items = document.json().path("items");
        if (kind.equals("Status") || kind.equals("Table")) {
            wrong(document.place() + ": " + answer(document) + ALLOWED);
        } else if (!kind.endsWith("List") || items.isMissingNode()) {
            read(document);
        } else if (!items.isArray() && !items.isNull()) {
            wrong(document.place() + ": items: " + Document.quoted(items) + " is not a list");
        } else {
            noteCut(document);
            for (int index = 0; index < items.size(); index++) {
                open(document.item(index));
            }
        }
    }

    private static String answer(Document document) {
        return document.kind().equals("Table")
                ? "a Table, which says less than the objects"
                : "a Status, which is what a server answers in place of objects (%s)"
                        .formatted(
                                Excerpt.of(document.json().path("message").asString("no message")));
    }

    private void noteCut(Document list) {
        JsonNode metadata = list.json().path("metadata");
        if (!metadata.path("continue").asString("").isEmpty()) {
            JsonNode remaining = metadata.path("remainingItemCount");
            notes.add(
                    "%s: the list is cut (metadata.continue), %s objects are missing; ask again without a limit"
                            .formatted(
                                    list.place(),
                                    remaining.isIntegralNumber() ? remaining.asString() : "some"));
        }
    }

    private void read(Document document) {
        Optional<Kinds.Kind> kind =
                Optional.ofNullable(Kinds.ALL.get(document.kind()))
                        .filter(known -> kinds.contains(known.name()))
                        .filter(known -> known.isIn(document.apiVersion()));
        kind.ifPresentOrElse(
                known -> toRead.add(new ToRead(document, known)), () -> ignore(document));
    }

    /** Beside each other, as of large clusters this is most of the work. */
    private void readAll() {
        int before = objects.size();
        List<ObjectReader.Result> results =
                IntStream.range(0, toRead.size())
                        .parallel()
                        .mapToObj(index -> {
                            ToRead next = toRead.get(index);
                            return ObjectReader.read(next.kind(), next.document(), before + index);
                        })
                        .toList();
        for (int index = 0; index < results.size(); index++) {
            Document document = toRead.get(index).document();
            switch (results.get(index)) {
                case ObjectReader.Result.Read(HasMetadata object) -> add(document, object);
                case ObjectReader.Result.Wrong(List<String> wrong) ->
                        wrong.forEach(problem ->
                                problems.add(
                                        "%s: %s: %s"
                                                .formatted(
                                                        document.place(),
                                                        document.label(),
                                                        problem)));
            }
        }
        toRead.clear();
    }

    /** After what is wrong before it. */
    private void wrong(String problem) {
        readAll();
        problems.add(problem);
    }

    private void add(Document document, HasMetadata object) {
        boolean used = !(object instanceof ConfigMap map) || ExpanderPriorityMap.isNamedSo(map);
        if (used) {
            objects.add(object);
            places.put(key(object), document.place());
        } else {
            ignore(document);
        }
    }

    private void ignore(Document document) {
        ignored.merge(
                "%s (%s)".formatted(Excerpt.of(document.kind()), Excerpt.of(document.apiVersion())),
                1,
                Integer::sum);
    }
}

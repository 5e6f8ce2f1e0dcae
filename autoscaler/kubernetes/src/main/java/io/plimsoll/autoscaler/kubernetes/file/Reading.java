package io.plimsoll.autoscaler.kubernetes.file;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.kubernetes.objects.ExpanderPriorityMap;
import io.plimsoll.autoscaler.kubernetes.objects.Kinds;
import io.plimsoll.autoscaler.kubernetes.tree.JsonItems;
import io.plimsoll.autoscaler.kubernetes.tree.MalformedTextException;
import io.plimsoll.autoscaler.kubernetes.tree.Tree;
import io.plimsoll.environment.input.Excerpt;
import io.plimsoll.environment.input.InvalidFileException;
import io.plimsoll.environment.input.TextFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Files on their way to objects; problems are collected, so that all are told at once. */
final class Reading {

    private static final String ALLOWED =
            "; allowed: Kubernetes objects, such as kubectl get prints with -o json or -o yaml";

    /** Kinds in one note. */
    private static final int MOST_KINDS = 30;

    private final Set<String> kinds;
    private final boolean ofCluster;
    private final Gathered gathered = new Gathered();

    /** Known kinds, still to be read, in the files' order. */
    private final List<ToRead> toRead = new ArrayList<>();

    private final List<String> notes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final SortedMap<String, Integer> ignored = new TreeMap<>();

    private record ToRead(Document document, Kinds.Kind kind) {}

    /** What a document came to, and no more of it than is still needed. */
    private sealed interface Found {
        record Typed(HasMetadata object, Document document) implements Found {}

        record SeenPod(Pod pod, Optional<String> priorityClass) implements Found {}

        record Wrong(List<String> problems) implements Found {}

        /** Of a kind that nobody asked for, a list, or none at all. */
        record Other(Document document) implements Found {}
    }

    /**
     * @param ofCluster whether pods that a cluster has seen become what decisions know of them
     */
    Reading(Set<String> kinds, boolean ofCluster) {
        this.kinds = kinds;
        this.ofCluster = ofCluster;
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
        return gathered.files(notes);
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
        if (JsonItems.of(text).filter(items -> add(file, items)).isPresent()) {
            return;
        }
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

    /**
     * Reads runs of items beside each other.
     *
     * @return whether they are items of a list, and JSON; if not, nothing was added
     */
    private boolean add(Path file, JsonItems items) {
        Document list =
                new Document(
                        file.toString(), items.around(), items.around().root(), Optional.empty());
        if (!list.missing().isEmpty() || !list.isList()) {
            return false;
        }
        readAll();
        int before = gathered.size();
        try {
            List<Found> found =
                    IntStream.range(0, items.runs())
                            .parallel()
                            .mapToObj(items::run)
                            .flatMap(run -> found(list, run, before))
                            .toList();
            noteCut(list);
            found.forEach(this::add);
            return true;
        } catch (MalformedTextException e) {
            return false;
        }
    }

    private Stream<Found> found(Document list, JsonItems.Items run, int before) {
        return IntStream.range(0, run.trees().size())
                .mapToObj(index -> {
                    int position = run.first() + index;
                    Document document = list.item(position, run.trees().get(index));
                    return isOpened(document)
                            ? new Found.Other(document)
                            : known(document)
                                    .map(kind -> found(kind, document, before + position))
                                    .orElseGet(() -> new Found.Other(document));
                });
    }

    private static boolean isOpened(Document document) {
        return !document.missing().isEmpty() || document.isList();
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
        } else if (!document.isList()) {
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
        known(document)
                .ifPresentOrElse(
                        kind -> toRead.add(new ToRead(document, kind)), () -> ignore(document));
    }

    private Optional<Kinds.Kind> known(Document document) {
        return Optional.ofNullable(Kinds.ALL.get(document.kind()))
                .filter(kind -> kinds.contains(kind.name()))
                .filter(kind -> kind.isIn(document.apiVersion()));
    }

    /** Beside each other, as of large clusters this is most of the work. */
    private void readAll() {
        int before = gathered.size();
        List<Found> found =
                IntStream.range(0, toRead.size())
                        .parallel()
                        .mapToObj(index -> {
                            ToRead next = toRead.get(index);
                            return found(next.kind(), next.document(), before + index);
                        })
                        .toList();
        toRead.clear();
        found.forEach(this::add);
    }

    private Found found(Kinds.Kind kind, Document document, int number) {
        return switch (ObjectReader.read(kind, document, number, ofCluster)) {
            case ObjectReader.Result.Read(HasMetadata object) -> new Found.Typed(object, document);
            case ObjectReader.Result.ReadPod(Pod pod, Optional<String> named) ->
                    new Found.SeenPod(pod, named);
            case ObjectReader.Result.Wrong(List<String> problems) ->
                    new Found.Wrong(
                            problems.stream()
                                    .map(problem ->
                                            "%s: %s: %s"
                                                    .formatted(
                                                            document.place(),
                                                            document.label(),
                                                            problem))
                                    .toList());
        };
    }

    private void add(Found found) {
        switch (found) {
            case Found.Typed(HasMetadata object, Document document) -> add(document, object);
            case Found.SeenPod(Pod pod, Optional<String> named) -> gathered.add(pod, named);
            case Found.Wrong(List<String> wrong) -> problems.addAll(wrong);
            case Found.Other(Document document) -> {
                open(document);
                readAll();
            }
        }
    }

    /** After what is wrong before it. */
    private void wrong(String problem) {
        readAll();
        problems.add(problem);
    }

    private void add(Document document, HasMetadata object) {
        boolean used = !(object instanceof ConfigMap map) || ExpanderPriorityMap.isNamedSo(map);
        if (used) {
            gathered.add(object, document.place());
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

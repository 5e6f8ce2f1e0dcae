package io.plimsoll.autoscaler.app.input;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.kubernetes.objects.KubernetesObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A cluster from files: what {@code kubectl get … -o json|yaml} prints, manifests, or folders of
 * them. Any {@code List} is opened; a file may hold several documents.
 */
public final class ClusterFiles {

    private final ObjectReader reader = new ObjectReader();
    private final List<HasMetadata> objects = new ArrayList<>();
    private final SortedMap<String, Integer> ignored = new TreeMap<>();

    /** Where each object stands, by kind and name. */
    private final Map<String, String> places = new HashMap<>();

    private ClusterFiles() {}

    /**
     * @param ignored how many objects there were of each kind that no decision looks at
     */
    public record Contents(Cluster cluster, SortedMap<String, Integer> ignored) {}

    /**
     * @param paths files or folders; of a folder every {@code .json}, {@code .yaml} and {@code
     *     .yml} file below it, by name
     * @param namespace the autoscaler's own, where the priority expander's ConfigMap lies
     * @throws InvalidInputException naming file, object, field and value
     */
    public static Contents read(List<Path> paths, String namespace) {
        ClusterFiles files = new ClusterFiles();
        paths.stream().flatMap(ClusterFiles::files).forEach(files::add);
        KubernetesObjects.Conversion conversion = KubernetesObjects.convert(files.objects);
        if (!conversion.problems().isEmpty()) {
            throw new InvalidInputException(
                    conversion.problems().stream()
                            .map(files::describe)
                            .collect(Collectors.joining("\n")));
        }
        return new Contents(
                PriorityExpanderConfig.addTo(conversion.cluster(), files.objects, namespace),
                files.ignored);
    }

    private void add(Path file) {
        for (Document document : Document.parse(file)) {
            for (Document object : document.items()) {
                reader.read(object)
                        .ifPresentOrElse(
                                read -> add(read, object.place()),
                                () -> ignored.merge(object.kind(), 1, Integer::sum));
            }
        }
    }

    private void add(HasMetadata object, String place) {
        objects.add(object);
        if (object.getMetadata() != null) {
            String namespace = object.getMetadata().getNamespace();
            String name = object.getMetadata().getName();
            places.put(
                    object.getKind() + (namespace == null ? name : namespace + "/" + name), place);
        }
    }

    private String describe(KubernetesObjects.Problem problem) {
        String place = places.getOrDefault(problem.kind() + problem.object(), "--cluster");
        return place + ": " + problem;
    }

    private static Stream<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return Stream.of(path);
        }
        try (Stream<Path> below = Files.walk(path)) {
            List<Path> files =
                    below.filter(Files::isRegularFile)
                            .filter(file -> file.toString().matches(".*\\.(json|ya?ml)"))
                            .sorted()
                            .toList();
            if (files.isEmpty()) {
                throw new InvalidInputException(
                        path + ": no files; allowed: a folder with .json, .yaml or .yml files");
            }
            return files.stream();
        } catch (IOException e) {
            throw new InvalidInputException(path + ": cannot be read: " + e.getMessage());
        }
    }
}

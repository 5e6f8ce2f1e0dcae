package io.plimsoll.autoscaler.kubernetes.file;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.kubernetes.objects.ConvertedPods;
import io.plimsoll.autoscaler.kubernetes.objects.Kinds;
import io.plimsoll.autoscaler.kubernetes.objects.KubernetesObjects;
import io.plimsoll.environment.input.InvalidFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;

/**
 * What files say of a cluster: what {@code kubectl get … -o json|yaml} prints, manifests, or
 * folders of them. Strict about what is used, tolerant about what is not.
 *
 * @param objects of the kinds that were asked for, as today's API versions have them, but for
 *     {@code pods}
 * @param pods that a cluster has seen, where {@link #ofCluster} read them
 * @param notes one sentence for each thing that was left out or is not whole
 * @param places where each object stands, by kind and name
 */
public record ObjectFiles(
        List<HasMetadata> objects,
        ConvertedPods pods,
        List<String> notes,
        Map<String, String> places) {

    public ObjectFiles {
        objects = List.copyOf(objects);
        notes = List.copyOf(notes);
        places = Map.copyOf(places);
    }

    /**
     * @param paths files or folders; of a folder every {@code .json}, {@code .yaml} and {@code
     *     .yml} file below it, by name
     * @param kinds that are used, by their names in {@link Kinds}; others are noted
     * @throws InvalidFileException with everything that is wrong: file, line, object, field, value
     *     and what is allowed
     */
    public static ObjectFiles read(List<Path> paths, Set<String> kinds) {
        return read(paths, new Reading(kinds, false));
    }

    /**
     * As {@link #read}, of files that may hold a large cluster: of a pod that it has seen no more
     * is kept than decisions know.
     *
     * @throws InvalidFileException with everything that is wrong
     */
    public static ObjectFiles ofCluster(List<Path> paths, Set<String> kinds) {
        ForkJoinPool.commonPool().execute(ObjectReader::prepare);
        return read(paths, new Reading(kinds, true));
    }

    private static ObjectFiles read(List<Path> paths, Reading reading) {
        paths.forEach(reading::add);
        return reading.result();
    }

    /**
     * @param name of the text's file, for the messages
     * @param kinds that are used; others are noted
     * @throws InvalidFileException with everything that is wrong
     */
    public static ObjectFiles parse(String name, String text, Set<String> kinds) {
        Reading reading = new Reading(kinds, false);
        reading.add(Path.of(name), text, false);
        return reading.result();
    }

    /** All objects of a kind, in the files' order. */
    public <T extends HasMetadata> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /**
     * The cluster that these objects make.
     *
     * @param more objects that nobody wrote down, such as the pods of a Deployment, or that others
     *     did
     * @throws InvalidFileException naming what decisions cannot use
     */
    public Cluster cluster(Collection<HasMetadata> more) {
        List<HasMetadata> all = new ArrayList<>(objects);
        all.addAll(more);
        KubernetesObjects.Conversion conversion = KubernetesObjects.convert(all, pods);
        if (!conversion.problems().isEmpty()) {
            throw new InvalidFileException(
                    conversion.problems().stream().map(this::describe).toList());
        }
        return conversion.cluster();
    }

    /** Where an object stands, such as {@code pods.yaml: line 12}. */
    public String place(HasMetadata object) {
        return places.getOrDefault(Gathered.key(object), "");
    }

    private String describe(KubernetesObjects.Problem problem) {
        String place = places.get(problem.kind() + " " + problem.object());
        return place == null ? problem.toString() : place + ": " + problem;
    }
}

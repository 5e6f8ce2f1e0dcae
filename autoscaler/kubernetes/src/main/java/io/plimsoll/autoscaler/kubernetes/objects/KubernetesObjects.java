package io.plimsoll.autoscaler.kubernetes.objects;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.kubernetes.api.model.storage.CSIDriver;
import io.fabric8.kubernetes.api.model.storage.CSINode;
import io.fabric8.kubernetes.api.model.storage.CSIStorageCapacity;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.model.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Turns API objects into a {@link Cluster}. A wrong object becomes a problem that names it and is
 * left out; the others go on. Of two objects with one name, the last counts.
 */
public final class KubernetesObjects {
    private final ConvertedPods converted;
    private final PriorityClasses priorities;
    private final PodConverter pods;
    private final WorkloadConverter workloads;
    private final SortedMap<String, List<HasMetadata>> byKind = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private KubernetesObjects(Collection<? extends HasMetadata> objects, ConvertedPods converted) {
        this.converted = converted;
        for (HasMetadata object : objects) {
            byKind.computeIfAbsent(object.getKind(), _ -> new ArrayList<>()).add(object);
        }
        priorities = PriorityClasses.of(of("PriorityClass", PriorityClass.class));
        pods = new PodConverter(priorities);
        workloads = new WorkloadConverter(pods);
    }

    /**
     * @param problems one for each object that could not be read, in the order of their names
     */
    public record Conversion(Cluster cluster, List<Problem> problems) {
        public Conversion {
            problems = List.copyOf(problems);
        }
    }

    /**
     * @param object namespace/name, or the name alone for what lies in no namespace
     */
    public record Problem(String kind, String object, String message) {
        @Override
        public String toString() {
            return kind + " " + object + ": " + message;
        }
    }

    public static Conversion convert(Collection<? extends HasMetadata> objects) {
        return convert(objects, ConvertedPods.NONE);
    }

    /**
     * @param converted pods that count unless the objects hold one of the same name
     */
    public static Conversion convert(
            Collection<? extends HasMetadata> objects, ConvertedPods converted) {
        KubernetesObjects conversion = new KubernetesObjects(objects, converted);
        Cluster cluster = conversion.cluster();
        return new Conversion(cluster, conversion.problems);
    }

    private Cluster cluster() {
        List<Node> nodes =
                distinct(
                        List.of(),
                        of("Node", io.fabric8.kubernetes.api.model.Node.class),
                        NodeConverter::convert,
                        Node::name);
        List<Pod> all =
                distinct(
                        converted.with(priorities),
                        of("Pod", io.fabric8.kubernetes.api.model.Pod.class),
                        pods::convert,
                        Pod::key);
        return new Cluster(nodes, all, controllers(), storage(), namespaces());
    }

    private Cluster.Controllers controllers() {
        List<Workload> converted = new ArrayList<>();
        for (String kind : Kinds.WORKLOADS) {
            for (HasMetadata object : byKind.getOrDefault(kind, List.of())) {
                read(object, workloads::convert)
                        .flatMap(Function.identity())
                        .ifPresent(converted::add);
            }
        }
        return new Cluster.Controllers(
                converted,
                List.copyOf(
                        byName(
                                        "PodDisruptionBudget",
                                        PodDisruptionBudget.class,
                                        BudgetConverter::convert,
                                        budget -> budget.key())
                                .values()));
    }

    private Storage storage() {
        return new Storage(
                byName(
                        "PersistentVolumeClaim",
                        PersistentVolumeClaim.class,
                        StorageConverter::claim,
                        Storage.Claim::key),
                byName(
                        "PersistentVolume",
                        PersistentVolume.class,
                        StorageConverter::volume,
                        Storage.Volume::name),
                byName(
                        "StorageClass",
                        StorageClass.class,
                        StorageConverter::storageClass,
                        Storage.StorageClass::name),
                byName(
                        "CSINode",
                        CSINode.class,
                        StorageConverter::csiNode,
                        Storage.CsiNode::nodeName),
                capacity());
    }

    private Storage.CapacityTracking capacity() {
        SortedMap<String, Boolean> drivers = new TreeMap<>();
        for (CSIDriver driver : of("CSIDriver", CSIDriver.class)) {
            drivers.put(driver.getMetadata().getName(), StorageConverter.tracksCapacity(driver));
        }
        return new Storage.CapacityTracking(
                drivers,
                byName(
                        "CSIStorageCapacity",
                        CSIStorageCapacity.class,
                        StorageConverter::capacity,
                        Storage.Capacity::key));
    }

    private Cluster.Namespaces namespaces() {
        SortedMap<String, SortedMap<String, String>> labels = new TreeMap<>();
        for (Namespace namespace : of("Namespace", Namespace.class)) {
            read(namespace, each -> Metadatas.convert(each.getMetadata()).labels())
                    .ifPresent(found -> labels.put(namespace.getMetadata().getName(), found));
        }
        return new Cluster.Namespaces(labels);
    }

    private <F extends HasMetadata, K extends Comparable<K>, T> SortedMap<K, T> byName(
            String kind, Class<F> type, Function<F, T> converter, Function<T, K> name) {
        SortedMap<K, T> converted = new TreeMap<>();
        for (F object : of(kind, type)) {
            read(object, converter).ifPresent(each -> converted.put(name.apply(each), each));
        }
        return converted;
    }

    /** As {@link #byName}, where the cluster will do the sorting. */
    private <F extends HasMetadata, K, T> List<T> distinct(
            Collection<T> first, List<F> objects, Function<F, T> converter, Function<T, K> name) {
        // In the files' order, as kubectl has sorted them.
        Map<K, T> all = new LinkedHashMap<>();
        first.forEach(each -> all.put(name.apply(each), each));
        // Beside each other, as these are the kinds that there are thousands of.
        for (Read<T> read :
                objects.parallelStream().map(object -> tried(object, converter)).toList()) {
            read.problem().ifPresent(problems::add);
            read.value().ifPresent(each -> all.put(name.apply(each), each));
        }
        return List.copyOf(all.values());
    }

    private <F extends HasMetadata> List<F> of(String kind, Class<F> type) {
        return byKind.getOrDefault(kind, List.of()).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private <F extends HasMetadata, T> Optional<T> read(F object, Function<F, T> converter) {
        Read<T> read = tried(object, converter);
        read.problem().ifPresent(problems::add);
        return read.value();
    }

    /** What stands in the way of reading an object is that object's problem alone. */
    private static <F extends HasMetadata, T> Read<T> tried(F object, Function<F, T> converter) {
        try {
            return new Read<>(Optional.of(converter.apply(object)), Optional.empty());
        } catch (WrongObjectException wrong) {
            return new Read<>(
                    Optional.empty(),
                    Optional.of(problem(object, String.valueOf(wrong.getMessage()))));
        }
    }

    private record Read<T>(Optional<T> value, Optional<Problem> problem) {}

    private static Problem problem(HasMetadata object, String message) {
        String namespace = Metadatas.orEmpty(object.getMetadata().getNamespace());
        String name = Metadatas.orEmpty(object.getMetadata().getName());
        return new Problem(
                object.getKind(), namespace.isEmpty() ? name : namespace + "/" + name, message);
    }
}

package io.plimsoll.autoscaler.app.input;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.plimsoll.autoscaler.kubernetes.file.ObjectFiles;
import io.plimsoll.autoscaler.kubernetes.objects.WorkloadPods;
import io.plimsoll.environment.input.InvalidFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pods that workloads in files will have and no file shows: those of a manifest, which nobody
 * has applied yet, and with {@code --at-max} those that an autoscaler may still add. An object that
 * a cluster has seen (it has a uid) else has the pods that the dump shows.
 */
final class PendingPods {

    private static final int MOST = 100_000;
    private static final int MOST_NOTES = 20;

    /** A CronJob has Jobs, which have pods. */
    private static final int LEVELS = 2;

    private final ObjectFiles there;
    private final boolean atMax;
    private final List<HorizontalPodAutoscaler> autoscalers;
    private final Map<Workload, Optional<OwnerReference>> owners = new HashMap<>();
    private final Map<Workload, Integer> running = new HashMap<>();
    private final List<HasMetadata> objects = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int counted;

    private record Workload(String kind, String namespace, String name) {
        @Override
        public String toString() {
            return "%s %s/%s".formatted(kind, namespace, name);
        }
    }

    /**
     * @param added what is to run as well, whether or not a cluster has seen it
     */
    PendingPods(ObjectFiles there, ObjectFiles added, boolean atMax) {
        this.there = there;
        this.atMax = atMax;
        this.autoscalers =
                Stream.of(added, there)
                        .flatMap(files -> files.all(HorizontalPodAutoscaler.class).stream())
                        .toList();
        countRunning();
        there.objects().forEach(object -> add(there, object, isApplied(object)));
        added.objects().forEach(object -> add(added, object, false));
        if (notes.size() > MOST_NOTES) {
            int more = notes.size() - MOST_NOTES;
            notes.subList(MOST_NOTES, notes.size()).clear();
            notes.add("… and pods of %d more workloads".formatted(more));
        }
    }

    /** Pods, and the claims of a StatefulSet's. */
    List<HasMetadata> objects() {
        return objects;
    }

    /** What counts as Pending, one sentence for each workload. */
    List<String> notes() {
        return notes;
    }

    private void countRunning() {
        there.objects().forEach(object -> owners.put(key(object), controller(object)));
        for (Pod pod : there.all(Pod.class)) {
            controller(pod).ifPresent(owner -> count(key(pod, owner)));
        }
        for (io.plimsoll.autoscaler.decision.model.Pod pod : there.pods().pods()) {
            pod.controller()
                    .ifPresent(owner ->
                            count(new Workload(owner.kind(), pod.key().namespace(), owner.name())));
        }
    }

    /** One pod, of its owner and of whoever owns that. */
    private void count(Workload owner) {
        Optional<Workload> next = Optional.of(owner);
        for (int level = 0; level < LEVELS && next.isPresent(); level++) {
            Workload each = next.get();
            running.merge(each, 1, Integer::sum);
            next =
                    owners.getOrDefault(each, Optional.empty())
                            .map(above ->
                                    new Workload(above.getKind(), each.namespace, above.getName()));
        }
    }

    private void add(ObjectFiles files, HasMetadata object, boolean applied) {
        if (object instanceof Pod pod) {
            if (!applied && isUntold(pod.getStatus())) {
                objects.add(WorkloadPods.unschedulable(pod));
            }
            return;
        }
        if (controller(object)
                .filter(owner -> owners.containsKey(key(object, owner)))
                .isPresent()) {
            return;
        }
        WorkloadPods.of(object)
                .ifPresent(pods -> {
                    Optional<HorizontalPodAutoscaler> scaled = autoscaler(object);
                    int wanted = wanted(pods.count(), scaled);
                    int shown = running.getOrDefault(key(object), 0);
                    int from = applied && !(atMax && scaled.isPresent()) ? wanted : shown;
                    add(files, pods, from, wanted, scaled);
                });
    }

    private void add(
            ObjectFiles files,
            WorkloadPods pods,
            int from,
            int wanted,
            Optional<HorizontalPodAutoscaler> scaled) {
        int count = wanted - from;
        if (count <= 0) {
            return;
        }
        HasMetadata owner = pods.owner();
        counted += Math.min(count, MOST + 1);
        if (counted > MOST) {
            throw new InvalidFileException(
                    List.of(
                            "%s: %s: %d pods; allowed: at most %d in one plan"
                                    .formatted(files.place(owner), key(owner), wanted, MOST)));
        }
        objects.addAll(pods.unschedulable(from, count));
        String more =
                scaled.map(hpa -> hpa.getSpec().getMaxReplicas())
                        .filter(max -> !atMax && max > wanted)
                        .map("; its HorizontalPodAutoscaler may make them %d (--at-max)"::formatted)
                        .orElse("");
        notes.add("Counted as Pending: %d pods of %s%s".formatted(count, key(owner), more));
    }

    private int wanted(int count, Optional<HorizontalPodAutoscaler> autoscaler) {
        return autoscaler
                .map(HorizontalPodAutoscaler::getSpec)
                .map(spec -> {
                    int max = spec.getMaxReplicas();
                    int min = spec.getMinReplicas() == null ? 1 : spec.getMinReplicas();
                    return atMax ? max : Math.clamp(count, min, max);
                })
                .orElse(count);
    }

    private Optional<HorizontalPodAutoscaler> autoscaler(HasMetadata object) {
        return autoscalers.stream()
                .filter(hpa -> {
                    CrossVersionObjectReference target = hpa.getSpec().getScaleTargetRef();
                    return namespace(hpa).equals(namespace(object))
                            && target.getKind().equals(object.getKind())
                            && target.getName().equals(object.getMetadata().getName());
                })
                .findFirst();
    }

    private static boolean isApplied(HasMetadata object) {
        String uid = object.getMetadata().getUid();
        return uid != null && !uid.isEmpty();
    }

    /** Nothing, or what {@code kubectl create --dry-run} prints of it. */
    private static boolean isUntold(@Nullable PodStatus status) {
        return status == null
                || (status.getPhase() == null
                        && (status.getConditions() == null || status.getConditions().isEmpty()));
    }

    private static Optional<OwnerReference> controller(HasMetadata object) {
        List<OwnerReference> owners = object.getMetadata().getOwnerReferences();
        return owners == null
                ? Optional.empty()
                : owners.stream()
                        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                        .findFirst();
    }

    private static Workload key(HasMetadata object) {
        return new Workload(object.getKind(), namespace(object), object.getMetadata().getName());
    }

    private static Workload key(HasMetadata owned, OwnerReference owner) {
        return new Workload(owner.getKind(), namespace(owned), owner.getName());
    }

    private static String namespace(HasMetadata object) {
        ObjectMeta metadata = object.getMetadata();
        return metadata.getNamespace() == null ? "default" : metadata.getNamespace();
    }
}

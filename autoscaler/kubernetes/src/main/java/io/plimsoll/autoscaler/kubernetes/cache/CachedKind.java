package io.plimsoll.autoscaler.kubernetes.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.plimsoll.autoscaler.decision.model.ClusterView.Hold;
import io.plimsoll.autoscaler.decision.model.ClusterView.Unreadable;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * All objects of one kind, each converted when it changed. Written by a watch's thread, read by the
 * loop's.
 *
 * @param <F> as the API has it
 * @param <K> what orders and identifies objects
 * @param <T> as decisions have it
 */
final class CachedKind<F extends HasMetadata, K extends Comparable<K>, T> {
    private static final Logger LOG = LoggerFactory.getLogger(CachedKind.class);
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private final Reading<F, K, T> reading;
    private final BiConsumer<Optional<T>, Optional<T>> onChange;
    private final SortedMap<K, T> objects = new TreeMap<>();
    private final SortedMap<K, Unreadable> unreadable = new TreeMap<>();
    private Optional<SortedMap<K, T>> snapshot = Optional.empty();
    private long version;

    /**
     * How objects of a kind are understood.
     *
     * @param kind such as {@code Pod}
     * @param holds what may not be taken away while the object cannot be understood
     */
    record Reading<F, K, T>(
            String kind,
            Class<? extends F> type,
            Function<RawObject, K> key,
            Function<F, T> converter,
            Function<RawObject, Hold> holds) {}

    /**
     * @param onChange is told what an object was and what it is; empty where there is none
     */
    CachedKind(Reading<F, K, T> reading, BiConsumer<Optional<T>, Optional<T>> onChange) {
        this.reading = reading;
        this.onChange = onChange;
    }

    CachedKind(Reading<F, K, T> reading) {
        this(reading, (_, _) -> {});
    }

    String kind() {
        return reading.kind();
    }

    /** The same instance as long as nothing changed that decisions look at. */
    synchronized SortedMap<K, T> all() {
        SortedMap<K, T> current =
                snapshot.orElseGet(() -> Collections.unmodifiableSortedMap(new TreeMap<>(objects)));
        snapshot = Optional.of(current);
        return current;
    }

    synchronized List<Unreadable> unreadable() {
        return List.copyOf(unreadable.values());
    }

    /** Another one after each change that decisions look at. */
    synchronized long version() {
        return version;
    }

    synchronized Optional<T> find(K wanted) {
        return Optional.ofNullable(objects.get(wanted));
    }

    void put(RawObject object) {
        K key = reading.key().apply(object);
        Optional<T> converted = Optional.empty();
        Optional<Unreadable> problem = Optional.empty();
        try {
            F typed = SERIALIZATION.unmarshal(object.slimJson(), reading.type());
            converted = Optional.of(reading.converter().apply(typed));
        } catch (RuntimeException wrong) {
            problem =
                    Optional.of(
                            new Unreadable(
                                    reading.kind(),
                                    object.key(),
                                    reading.holds().apply(object),
                                    reason(wrong)));
        }
        replace(key, converted, problem);
    }

    void remove(RawObject object) {
        replace(reading.key().apply(object), Optional.empty(), Optional.empty());
    }

    /** After a list: what is not in it is gone. */
    void retain(Set<ObjectId> listed) {
        Set<K> gone;
        synchronized (this) {
            gone =
                    objects.keySet().stream()
                            .filter(key -> !listed.contains(new ObjectId(key)))
                            .collect(Collectors.toSet());
            unreadable.keySet().stream()
                    .filter(key -> !listed.contains(new ObjectId(key)))
                    .forEach(gone::add);
        }
        gone.forEach(key -> replace(key, Optional.empty(), Optional.empty()));
    }

    ObjectId id(RawObject object) {
        return new ObjectId(reading.key().apply(object));
    }

    /** Whatever identifies an object of this kind. */
    record ObjectId(Object key) {}

    private void replace(K changed, Optional<T> after, Optional<Unreadable> problem) {
        Optional<T> before;
        boolean news;
        synchronized (this) {
            before = Optional.ofNullable(objects.get(changed));
            Optional<Unreadable> known = Optional.ofNullable(unreadable.get(changed));
            if (before.equals(after) && known.equals(problem)) {
                return;
            }
            news = known.isEmpty();
            put(objects, changed, after);
            put(unreadable, changed, problem);
            snapshot = Optional.empty();
            version++;
        }
        if (news) {
            problem.ifPresent(CachedKind::tell);
        }
        onChange.accept(before, after);
    }

    private static <K, V> void put(SortedMap<K, V> map, K key, Optional<V> value) {
        value.ifPresentOrElse(present -> map.put(key, present), () -> map.remove(key));
    }

    private static void tell(Unreadable object) {
        LOG.warn("Cannot read {}, so what it holds stays: {}", object.name(), object.problem());
    }

    /** Names the field where the library knows it. */
    private static String reason(RuntimeException wrong) {
        Throwable cause = wrong;
        while (!(cause instanceof JacksonException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (!(cause instanceof JacksonException json)) {
            return String.valueOf(wrong.getMessage());
        }
        String field =
                json.getPath().stream()
                        .map(step ->
                                step.getPropertyName() == null
                                        ? "[%d]".formatted(step.getIndex())
                                        : "." + step.getPropertyName())
                        .collect(Collectors.joining());
        return "field %s is of another type than it should be"
                .formatted(field.startsWith(".") ? field.substring(1) : field);
    }
}

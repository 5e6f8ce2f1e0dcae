package io.plimsoll.autoscaler.kubernetes.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.plimsoll.autoscaler.kubernetes.objects.WrongObjectException;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All objects of one kind, each converted when it changed. Written by an informer's thread, read by
 * the loop's.
 *
 * @param <F> as the API has it
 * @param <K> what orders and identifies objects
 * @param <T> as decisions have it
 */
final class CachedKind<F extends HasMetadata, K extends Comparable<K>, T>
        implements ResourceEventHandler<F> {
    private static final Logger LOG = LoggerFactory.getLogger(CachedKind.class);

    private final Function<F, K> key;
    private final Function<F, T> converter;
    private final BiConsumer<Optional<T>, Optional<T>> onChange;
    private final SortedMap<K, T> objects = new TreeMap<>();
    private Optional<SortedMap<K, T>> snapshot = Optional.empty();
    private long version;

    /**
     * @param onChange is told what an object was and what it is; empty where there is none
     */
    CachedKind(
            Function<F, K> key,
            Function<F, T> converter,
            BiConsumer<Optional<T>, Optional<T>> onChange) {
        this.key = key;
        this.converter = converter;
        this.onChange = onChange;
    }

    CachedKind(Function<F, K> key, Function<F, T> converter) {
        this(key, converter, (_, _) -> {});
    }

    /** The same instance as long as nothing changed that decisions look at. */
    synchronized SortedMap<K, T> all() {
        SortedMap<K, T> current =
                snapshot.orElseGet(() -> Collections.unmodifiableSortedMap(new TreeMap<>(objects)));
        snapshot = Optional.of(current);
        return current;
    }

    /** Another one after each change that decisions look at. */
    synchronized long version() {
        return version;
    }

    synchronized Optional<T> find(K wanted) {
        return Optional.ofNullable(objects.get(wanted));
    }

    @Override
    public void onAdd(F added) {
        put(added);
    }

    @Override
    public void onUpdate(F before, F after) {
        put(after);
    }

    @Override
    public void onDelete(F deleted, boolean isStateUnknown) {
        replace(key.apply(deleted), Optional.empty());
    }

    private void put(F object) {
        replace(key.apply(object), convert(object));
    }

    private void replace(K changed, Optional<T> after) {
        Optional<T> before;
        synchronized (this) {
            before = Optional.ofNullable(objects.get(changed));
            if (before.equals(after)) {
                return;
            }
            after.ifPresentOrElse(
                    object -> objects.put(changed, object), () -> objects.remove(changed));
            snapshot = Optional.empty();
            version++;
        }
        onChange.accept(before, after);
    }

    /** The API server has checked the object, so this is news of a field that we misread. */
    private Optional<T> convert(F object) {
        try {
            return Optional.of(converter.apply(object));
        } catch (WrongObjectException wrong) {
            LOG.error(
                    "{} {} is left out: {}",
                    object.getKind(),
                    key.apply(object),
                    wrong.getMessage());
            return Optional.empty();
        }
    }
}

package io.plimsoll.autoscaler.kubernetes.cache;

import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What pods have alike, the pods of one controller above all: one object for all that are equal, as
 * long as there are any. Confined to the thread of one watch.
 */
final class SharedParts {
    private final Map<Object, WeakReference<Object>> known = new WeakHashMap<>();

    /** An equal pod. */
    Pod of(Pod pod) {
        Pod.Spec spec = pod.spec();
        Pod.Spec shared =
                new Pod.Spec(
                        spec.nodeName().map(this::one),
                        one(spec.requests()),
                        one(spec.containerRequests()),
                        one(spec.constraints()),
                        one(spec.policy()));
        return new Pod(
                new ObjectKey(one(pod.key().namespace()), pod.key().name()),
                metadata(pod.metadata()),
                pod.controller().map(this::one),
                shared,
                pod.status());
    }

    private Metadata metadata(Metadata own) {
        return new Metadata(
                own.uid(),
                texts(own.labels()),
                texts(own.annotations()),
                own.creationTime(),
                own.deletionTime());
    }

    private SortedMap<String, String> texts(SortedMap<String, String> own) {
        SortedMap<String, String> shared = new TreeMap<>();
        own.forEach((key, value) -> shared.put(one(key), one(value)));
        return shared;
    }

    @SuppressWarnings("unchecked") // What is equal to a record or text is of its class.
    private <T> T one(T part) {
        WeakReference<Object> reference = known.get(part);
        @Nullable Object same = reference == null ? null : reference.get();
        if (same == null) {
            known.put(part, new WeakReference<>(part));
            return part;
        }
        return (T) same;
    }
}

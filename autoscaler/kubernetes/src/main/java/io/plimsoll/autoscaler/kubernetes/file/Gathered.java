package io.plimsoll.autoscaler.kubernetes.file;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.kubernetes.objects.ConvertedPods;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was read so far; of two pods with one name, the later. */
final class Gathered {

    private final List<HasMetadata> objects = new ArrayList<>();
    private final Map<String, String> places = new HashMap<>();

    /** Pods that a cluster has seen, and the priority classes of some. */
    private final Map<ObjectKey, Pod> pods = new LinkedHashMap<>();

    private final Map<ObjectKey, String> priorityClasses = new HashMap<>();

    /** The pods among the objects. */
    private final Set<ObjectKey> unseen = new HashSet<>();

    int size() {
        return objects.size() + pods.size();
    }

    /**
     * @param place where it stands, for messages
     */
    void add(HasMetadata object, String place) {
        if (object instanceof io.fabric8.kubernetes.api.model.Pod) {
            unseen.add(podKey(object));
            pods.remove(podKey(object));
        }
        objects.add(object);
        places.put(key(object), place);
    }

    /**
     * @param priorityClass from which its priority follows, empty where it names none; nothing for
     *     a pod that says its priority
     */
    void add(Pod pod, Optional<String> priorityClass) {
        if (unseen.remove(pod.key())) {
            objects.removeIf(object -> podKey(object).equals(pod.key()));
        }
        pods.put(pod.key(), pod);
        priorityClasses.remove(pod.key());
        priorityClass.ifPresent(name -> priorityClasses.put(pod.key(), name));
    }

    ObjectFiles files(List<String> notes) {
        return new ObjectFiles(
                objects,
                new ConvertedPods(List.copyOf(pods.values()), priorityClasses),
                notes,
                places);
    }

    /** Under which {@link ObjectFiles#places} knows an object. */
    static String key(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        String name = object.getMetadata().getName();
        return object.getKind() + " " + (namespace == null ? name : namespace + "/" + name);
    }

    /** What decisions know a pod by; of no pod where the object is none. */
    private static ObjectKey podKey(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        return object instanceof io.fabric8.kubernetes.api.model.Pod
                ? new ObjectKey(
                        namespace == null || namespace.isEmpty() ? "default" : namespace,
                        object.getMetadata().getName())
                : new ObjectKey("", "");
    }
}

package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Makes pods as controllers do: a template, a random suffix, an owner. */
final class PodFactory {
    /** What Kubernetes draws names from: no vowels, nothing that looks like another. */
    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    private final VirtualClock clock;
    private final ClusterObjects objects;
    private final Random random;

    PodFactory(VirtualClock clock, ClusterObjects objects, Random random) {
        this.clock = clock;
        this.objects = objects;
        this.random = random;
    }

    /** The same for the same object in every world. */
    static String uid(String kind, ObjectKey key) {
        String text = kind + "/" + key;
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    String suffix(int length) {
        StringBuilder suffix = new StringBuilder(length);
        for (int index = 0; index < length; index++) {
            suffix.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return suffix.toString();
    }

    /** A new pod in the API server, on no node, named after its owner. */
    void create(PodOrigin origin) {
        ObjectKey key = name(origin);
        while (objects.pod(key).isPresent()) {
            key = name(origin);
        }
        create(key, origin, Optional.of(origin.owner()));
    }

    /** The same under a name that no pod has. */
    void create(ObjectKey key, PodOrigin origin, Optional<OwnerReference> controller) {
        objects.put(
                new SimulatedPod(
                        pod(key, origin, controller),
                        origin,
                        new SimulatedPod.Progress(Optional.empty(), clock.instant())));
    }

    private ObjectKey name(PodOrigin origin) {
        return new ObjectKey(origin.namespace(), origin.owner().name() + "-" + suffix(5));
    }

    private Pod pod(ObjectKey key, PodOrigin origin, Optional<OwnerReference> controller) {
        Pod model = origin.template().pod();
        Metadata metadata =
                new Metadata(
                        uid("Pod", key),
                        model.metadata().labels(),
                        model.metadata().annotations(),
                        clock.instant(),
                        Optional.empty());
        Pod.Spec spec =
                new Pod.Spec(
                        Optional.empty(),
                        model.spec().requests(),
                        model.spec().containerRequests(),
                        model.spec().constraints(),
                        model.spec().policy());
        return new Pod(key, metadata, controller, spec, Pod.Status.PENDING);
    }
}

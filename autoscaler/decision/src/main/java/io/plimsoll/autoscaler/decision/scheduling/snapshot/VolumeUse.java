package io.plimsoll.autoscaler.decision.scheduling.snapshot;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.PodVolume;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Claims, how many bound pods use each, and which volumes are promised to some. */
public final class VolumeUse {
    private Storage storage;
    private final Map<ObjectKey, Integer> podsByClaim = new HashMap<>();
    private final Map<String, ObjectKey> promised = new HashMap<>();
    private final List<String> promises = new ArrayList<>();

    public VolumeUse(Storage storage) {
        this.storage = storage;
    }

    public Storage storage() {
        return storage;
    }

    void follow(Storage next) {
        storage = next;
        promised.clear();
        promises.clear();
    }

    void promise(String volume, ObjectKey claim) {
        promised.put(volume, claim);
        promises.add(volume);
    }

    /** Takes back the last {@link #promise}. */
    void breakPromise() {
        promised.remove(promises.removeLast());
    }

    /** The claim that will have the volume, by what was planned since the cluster was observed. */
    Optional<ObjectKey> promisedTo(String volume) {
        return Optional.ofNullable(promised.get(volume));
    }

    public int pods(ObjectKey claim) {
        return podsByClaim.getOrDefault(claim, 0);
    }

    public void count(PodShape pod, int change) {
        for (ObjectKey claim : claims(pod)) {
            podsByClaim.merge(claim, change, Integer::sum);
        }
    }

    public Optional<Storage.Claim> claim(ObjectKey key) {
        return Optional.ofNullable(storage.claims().get(key));
    }

    public Optional<Storage.Volume> volume(String name) {
        return Optional.ofNullable(storage.volumes().get(name));
    }

    public Optional<Storage.StorageClass> storageClass(String name) {
        return Optional.ofNullable(storage.classes().get(name));
    }

    /** The claims that the pod names, found or not. */
    public static List<ObjectKey> claims(PodShape pod) {
        List<ObjectKey> claims = new ArrayList<>();
        for (PodVolume volume : pod.constraints().volumes()) {
            if (volume instanceof PodVolume.Claim claim) {
                claims.add(new ObjectKey(pod.namespace(), claim.claimName()));
            }
        }
        return claims;
    }
}

package io.plimsoll.autoscaler.decision.scheduling.snapshot;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.scheduling.shape.NodeRule;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which volumes claims would be bound to. One that is promised to a claim is taken, as it is in the
 * scheduler's own cache between its decision and the binding.
 *
 * <p>Source: kubernetes 1.29, {@code FindMatchingVolume} in {@code
 * staging/src/k8s.io/component-helpers/storage/volume/pv_helpers.go}.
 */
public final class VolumeMatch {
    private final VolumeUse volumes;

    public VolumeMatch(VolumeUse volumes) {
        this.volumes = volumes;
    }

    public static boolean reaches(Storage.Volume volume, Node node) {
        return volume.nodeAffinity().isEmpty()
                || NodeRule.matchesAny(volume.nodeAffinity().get(), node);
    }

    /** The pod's claims that are bound to no volume yet, the smallest first. */
    public List<Storage.Claim> waiting(PodShape pod) {
        List<Storage.Claim> waiting = new ArrayList<>();
        for (ObjectKey key : VolumeUse.claims(pod)) {
            volumes.claim(key).filter(claim -> !claim.isBound()).ifPresent(waiting::add);
        }
        waiting.sort(Comparator.comparingLong(claim -> claim.demand().bytes()));
        return waiting;
    }

    /**
     * The volume that each claim finds which is not to be provisioned on a node already. Smaller
     * claims choose first, as the volume binder has it; no volume is chosen twice.
     *
     * @param waiting the smallest first
     */
    public Map<ObjectKey, String> choose(List<Storage.Claim> waiting, Node node) {
        Map<ObjectKey, String> found = new LinkedHashMap<>();
        Set<String> chosen = new HashSet<>();
        for (Storage.Claim claim : waiting) {
            if (claim.state().selectedNode().isEmpty()) {
                smallest(claim, node, chosen)
                        .ifPresent(volume -> {
                            chosen.add(volume.name());
                            found.put(claim.key(), volume.name());
                        });
            }
        }
        return found;
    }

    /** The one reserved for the claim, else the smallest free one that will do. */
    private Optional<Storage.Volume> smallest(Storage.Claim claim, Node node, Set<String> chosen) {
        Optional<Storage.Volume> smallest = Optional.empty();
        for (Storage.Volume volume : volumes.storage().volumes().values()) {
            if (chosen.contains(volume.name()) || !isCandidate(volume, claim)) {
                continue;
            }
            if (isReservedFor(volume, claim)) {
                return Optional.of(volume).filter(reserved -> reaches(reserved, node));
            }
            boolean smaller =
                    smallest.isEmpty() || volume.offer().bytes() < smallest.get().offer().bytes();
            if (smaller && isFree(volume, claim) && reaches(volume, node)) {
                smallest = Optional.of(volume);
            }
        }
        return smallest;
    }

    private boolean isCandidate(Storage.Volume volume, Storage.Claim claim) {
        Storage.Offer offer = volume.offer();
        return offer.className().equals(claim.className())
                && (isUnreserved(volume) || isReservedFor(volume, claim))
                && offer.bytes() >= claim.demand().bytes()
                && offer.mode().equals(claim.demand().mode())
                && !offer.reservation().deleting();
    }

    private boolean isUnreserved(Storage.Volume volume) {
        return volume.offer().reservation().claim().isEmpty()
                && volumes.promisedTo(volume.name()).isEmpty();
    }

    private boolean isReservedFor(Storage.Volume volume, Storage.Claim claim) {
        Optional<ObjectKey> promised = volumes.promisedTo(volume.name());
        if (promised.isPresent()) {
            return promised.get().equals(claim.key());
        }
        Storage.Reservation reservation = volume.offer().reservation();
        return reservation.claim().filter(claim.key()::equals).isPresent()
                && (reservation.claimUid().isEmpty()
                        || reservation.claimUid().equals(claim.state().uid()));
    }

    private static boolean isFree(Storage.Volume volume, Storage.Claim claim) {
        return volume.offer().reservation().available()
                && volume.offer().accessModes().containsAll(claim.demand().accessModes())
                && claim.demand()
                        .selector()
                        .map(selector -> selector.matches(volume.labels()))
                        .orElse(true);
    }
}

package io.plimsoll.autoscaler.decision.scheduling.filter;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.scheduling.shape.NodeRule;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.VolumeUse;
import java.util.Optional;
import java.util.Set;

/**
 * Which volume a claim would be bound to.
 *
 * <p>Source: kubernetes 1.29, {@code FindMatchingVolume} in {@code
 * staging/src/k8s.io/component-helpers/storage/volume/pv_helpers.go}.
 */
final class VolumeMatch {
    private final VolumeUse volumes;

    VolumeMatch(VolumeUse volumes) {
        this.volumes = volumes;
    }

    static boolean reaches(Storage.Volume volume, Node node) {
        return volume.nodeAffinity().isEmpty()
                || NodeRule.matchesAny(volume.nodeAffinity().get(), node);
    }

    /** The one reserved for the claim, else the smallest free one that will do. */
    public Optional<Storage.Volume> smallest(Storage.Claim claim, Node node, Set<String> chosen) {
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

    private static boolean isCandidate(Storage.Volume volume, Storage.Claim claim) {
        Storage.Offer offer = volume.offer();
        return offer.className().equals(claim.className())
                && (offer.reservation().claim().isEmpty() || isReservedFor(volume, claim))
                && offer.bytes() >= claim.demand().bytes()
                && offer.mode().equals(claim.demand().mode())
                && !offer.reservation().deleting();
    }

    private static boolean isReservedFor(Storage.Volume volume, Storage.Claim claim) {
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

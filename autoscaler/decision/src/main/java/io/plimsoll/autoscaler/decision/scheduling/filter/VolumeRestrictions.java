package io.plimsoll.autoscaler.decision.scheduling.filter;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.PodVolume;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.PodSlots;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.VolumeUse;
import java.util.Optional;

/**
 * No two pods share a {@code ReadWriteOncePod} claim, and no two pods of a node share an in-tree
 * disk, unless its kind allows readers beside each other and both only read.
 *
 * <p>Source: kubernetes 1.29, {@code
 * pkg/scheduler/framework/plugins/volumerestrictions/volume_restrictions.go}.
 */
final class VolumeRestrictions implements Filter {
    private static final Optional<String> DISK_CONFLICT =
            Optional.of("node(s) had no available disk");
    private static final Optional<String> CLAIM_CONFLICT =
            Optional.of(
                    "node has pod using PersistentVolumeClaim with the same name and"
                            + " ReadWriteOncePod access mode");

    private final PodSlots pods;
    private final VolumeUse volumes;

    VolumeRestrictions(PodSlots pods, VolumeUse volumes) {
        this.pods = pods;
        this.volumes = volumes;
    }

    @Override
    public Verdict.Plugin plugin() {
        return Verdict.Plugin.VOLUME_RESTRICTIONS;
    }

    @Override
    public Optional<String> rejectEverywhere(PodShape pod) {
        if (pod.constraints().volumes().isEmpty()) {
            return Optional.empty();
        }
        for (ObjectKey key : VolumeUse.claims(pod)) {
            Optional<Storage.Claim> claim = volumes.claim(key);
            if (claim.isEmpty()) {
                return Optional.of("persistentvolumeclaim \"" + key.name() + "\" not found");
            }
            if (claim.get().demand().accessModes().contains("ReadWriteOncePod")
                    && volumes.pods(key) > 0) {
                return CLAIM_CONFLICT;
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<String> reject(PodShape pod, int slot) {
        for (PodVolume volume : pod.constraints().volumes()) {
            if (volume instanceof PodVolume.Disk disk && isExclusive(disk) && isUsed(disk, slot)) {
                return DISK_CONFLICT;
            }
        }
        return Optional.empty();
    }

    private boolean isUsed(PodVolume.Disk disk, int slot) {
        for (int pod = pods.last(slot); pod != PodSlots.NONE; pod = pods.previous(pod)) {
            for (PodVolume other : pods.shape(pod).constraints().volumes()) {
                if (other instanceof PodVolume.Disk theirs && conflict(disk, theirs)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean conflict(PodVolume.Disk one, PodVolume.Disk other) {
        boolean readersShare = !one.driver().equals(InTreeVolumes.EBS);
        return one.driver().equals(other.driver())
                && one.id().equals(other.id())
                && !(readersShare && one.readOnly() && other.readOnly());
    }

    private static boolean isExclusive(PodVolume.Disk disk) {
        return InTreeVolumes.EXCLUSIVE.contains(disk.driver());
    }
}

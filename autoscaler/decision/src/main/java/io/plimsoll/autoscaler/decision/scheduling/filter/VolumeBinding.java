package io.plimsoll.autoscaler.decision.scheduling.filter;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.PodVolume;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.shape.NodeRule;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.VolumeMatch;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.VolumeUse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pod's bound volumes can be reached from the node, and its claims that wait for their first
 * consumer can be bound or provisioned there. A CSI driver that publishes how much it can provision
 * (KEP-1472, stable since 1.24) provisions nothing where it has published no room.
 *
 * <p>Source: kubernetes 1.29, {@code pkg/scheduler/framework/plugins/volumebinding}.
 */
final class VolumeBinding implements Filter {
    private static final Optional<String> IMMEDIATE =
            Optional.of("pod has unbound immediate PersistentVolumeClaims");
    private static final Optional<String> NODE_CONFLICT =
            Optional.of("node(s) had volume node affinity conflict");
    private static final Optional<String> NOTHING_TO_BIND =
            Optional.of("node(s) didn't find available persistent volumes to bind");
    private static final Optional<String> NO_SPACE =
            Optional.of("node(s) did not have enough free storage");
    private static final Optional<String> VOLUME_GONE =
            Optional.of(
                    "node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)");

    private final NodeSlots nodes;
    private final VolumeUse volumes;
    private final VolumeMatch match;

    VolumeBinding(NodeSlots nodes, VolumeUse volumes) {
        this.nodes = nodes;
        this.volumes = volumes;
        match = new VolumeMatch(volumes);
    }

    @Override
    public Verdict.Plugin plugin() {
        return Verdict.Plugin.VOLUME_BINDING;
    }

    @Override
    public Optional<String> rejectEverywhere(PodShape pod) {
        boolean immediate = false;
        for (PodVolume volume : pod.constraints().volumes()) {
            if (volume instanceof PodVolume.Claim named) {
                Optional<String> unusable = unusable(pod, named);
                if (unusable.isPresent()) {
                    return unusable;
                }
                immediate |=
                        volumes.claim(key(pod, named))
                                .filter(claim -> !claim.isBound() && !waits(claim))
                                .isPresent();
            }
        }
        return immediate ? IMMEDIATE : Optional.empty();
    }

    private Optional<String> unusable(PodShape pod, PodVolume.Claim named) {
        Optional<Storage.Claim> found = volumes.claim(key(pod, named));
        if (found.isEmpty()) {
            return Optional.of(
                    named.ephemeral()
                            ? "waiting for ephemeral volume controller to create the"
                                    + " persistentvolumeclaim \""
                                    + named.claimName()
                                    + "\""
                            : "persistentvolumeclaim \"" + named.claimName() + "\" not found");
        }
        String name = "persistentvolumeclaim \"" + named.claimName() + "\"";
        Storage.Claim claim = found.get();
        if (named.ephemeral() && !claim.state().ownerUid().equals(pod.life().owner())) {
            return Optional.of(name + " was not created for the pod");
        }
        return switch (claim.state().condition()) {
            case USABLE -> Optional.empty();
            case LOST ->
                    Optional.of(
                            name
                                    + " bound to non-existent persistentvolume \""
                                    + claim.volumeName()
                                    + "\"");
            case DELETING -> Optional.of(name + " is being deleted");
        };
    }

    @Override
    public Optional<String> reject(PodShape pod, int slot) {
        if (!pod.hasClaims()) {
            return Optional.empty();
        }
        Node node = nodes.node(slot);
        for (ObjectKey key : VolumeUse.claims(pod)) {
            Optional<Storage.Claim> claim = volumes.claim(key).filter(Storage.Claim::isBound);
            if (claim.isPresent()) {
                Optional<Storage.Volume> volume = volumes.volume(claim.get().volumeName());
                if (volume.isEmpty()) {
                    return VOLUME_GONE;
                }
                if (!VolumeMatch.reaches(volume.get(), node)) {
                    return NODE_CONFLICT;
                }
            }
        }
        return bind(match.waiting(pod), node);
    }

    private Optional<String> bind(List<Storage.Claim> waiting, Node node) {
        Map<ObjectKey, String> found = match.choose(waiting, node);
        for (Storage.Claim claim : waiting) {
            String selected = claim.state().selectedNode();
            if (!selected.isEmpty() && !selected.equals(node.name())) {
                return NOTHING_TO_BIND;
            }
        }
        for (Storage.Claim claim : waiting) {
            if (!found.containsKey(claim.key())) {
                Optional<String> refusal = provision(claim, node);
                if (refusal.isPresent()) {
                    return refusal;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> provision(Storage.Claim claim, Node node) {
        Optional<Storage.StorageClass> able =
                volumes.storageClass(claim.className())
                        .filter(found -> !found.provisioner().isEmpty())
                        .filter(found ->
                                !found.provisioner().equals("kubernetes.io/no-provisioner"))
                        .filter(found ->
                                found.allowedTopologies().isEmpty()
                                        || NodeRule.matchesAny(found.allowedTopologies(), node));
        if (able.isEmpty()) {
            return NOTHING_TO_BIND;
        }
        return hasCapacity(claim, able.get(), node) ? Optional.empty() : NO_SPACE;
    }

    /** As {@code hasEnoughCapacity}: no two claims are added up, as the scheduler adds none up. */
    private boolean hasCapacity(Storage.Claim claim, Storage.StorageClass by, Node node) {
        Storage.CapacityTracking capacity = volumes.storage().capacity();
        return claim.demand().bytes() == 0
                || !capacity.drivers().getOrDefault(by.provisioner(), false)
                || capacity.published().values().stream()
                        .anyMatch(published ->
                                published.className().equals(claim.className())
                                        && published.bytes() >= claim.demand().bytes()
                                        && published
                                                .nodes()
                                                .filter(nodes ->
                                                        nodes.matches(node.metadata().labels()))
                                                .isPresent());
    }

    /** A claim that names its volume before it is bound is treated as immediate. */
    private boolean waits(Storage.Claim claim) {
        return claim.volumeName().isEmpty()
                && volumes.storageClass(claim.className())
                        .filter(Storage.StorageClass::waitForFirstConsumer)
                        .isPresent();
    }

    private static ObjectKey key(PodShape pod, PodVolume.Claim claim) {
        return new ObjectKey(pod.namespace(), claim.claimName());
    }
}

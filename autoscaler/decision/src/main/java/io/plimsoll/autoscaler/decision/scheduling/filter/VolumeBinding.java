package io.plimsoll.autoscaler.decision.scheduling.filter;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.PodVolume;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.shape.NodeRule;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.VolumeUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The pod's bound volumes can be reached from the node, and its claims that wait for their first
 * consumer can be bound or provisioned there. CSIStorageCapacity is not looked at.
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
                                .filter(claim -> !isBound(claim) && !waits(claim))
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
        List<Storage.Claim> waiting = new ArrayList<>();
        for (ObjectKey key : VolumeUse.claims(pod)) {
            Optional<Storage.Claim> claim = volumes.claim(key);
            if (claim.isPresent() && isBound(claim.get())) {
                Optional<Storage.Volume> volume = volumes.volume(claim.get().volumeName());
                if (volume.isEmpty()) {
                    return VOLUME_GONE;
                }
                if (!VolumeMatch.reaches(volume.get(), node)) {
                    return NODE_CONFLICT;
                }
            } else {
                claim.ifPresent(waiting::add);
            }
        }
        return waiting.isEmpty() || canBind(waiting, node) ? Optional.empty() : NOTHING_TO_BIND;
    }

    /** Smaller claims choose first, as the volume binder has it; no volume is chosen twice. */
    private boolean canBind(List<Storage.Claim> waiting, Node node) {
        waiting.sort(Comparator.comparingLong(claim -> claim.demand().bytes()));
        Set<String> chosen = new HashSet<>();
        for (Storage.Claim claim : waiting) {
            String selected = claim.state().selectedNode();
            if (!selected.isEmpty() && !selected.equals(node.name())) {
                return false;
            }
            Optional<Storage.Volume> found =
                    selected.isEmpty() ? match.smallest(claim, node, chosen) : Optional.empty();
            found.ifPresent(volume -> chosen.add(volume.name()));
            if (found.isEmpty() && !canProvision(claim, node)) {
                return false;
            }
        }
        return true;
    }

    private boolean canProvision(Storage.Claim claim, Node node) {
        return volumes.storageClass(claim.className())
                .filter(found -> !found.provisioner().isEmpty())
                .filter(found -> !found.provisioner().equals("kubernetes.io/no-provisioner"))
                .filter(found ->
                        found.allowedTopologies().isEmpty()
                                || NodeRule.matchesAny(found.allowedTopologies(), node))
                .isPresent();
    }

    private static boolean isBound(Storage.Claim claim) {
        return !claim.volumeName().isEmpty() && claim.state().boundByController();
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

package io.plimsoll.autoscaler.decision.scheduling.filter;

import io.plimsoll.autoscaler.decision.model.AmountText;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.PodVolume;
import io.plimsoll.autoscaler.decision.model.Requirement;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.shape.NodeRule;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.VolumeMatch;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.VolumeUse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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

    @Override
    public Obstacle.Figures figures(PodShape pod, int slot) {
        Node node = nodes.node(slot);
        for (ObjectKey key : VolumeUse.claims(pod)) {
            Optional<Storage.Claim> claim = volumes.claim(key);
            if (claim.isEmpty()) {
                return new Obstacle.Figures("claim " + key.name(), "that claim exists");
            }
            Optional<Obstacle.Figures> found =
                    claim.get().isBound() ? bound(claim.get(), node) : unbound(claim.get(), node);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return Obstacle.Figures.NONE;
    }

    private Optional<Obstacle.Figures> bound(Storage.Claim claim, Node node) {
        return volumes.volume(claim.volumeName())
                .filter(volume -> !VolumeMatch.reaches(volume, node))
                .map(volume -> {
                    String where =
                            volume.nodeAffinity().orElse(List.of()).stream()
                                    .flatMap(term -> term.labels().stream())
                                    .map(Requirement::toString)
                                    .collect(Collectors.joining(", "));
                    return new Obstacle.Figures(
                            "claim %s is bound to volume %s, which asks %s; the node is in %s"
                                    .formatted(
                                            claim.key().name(),
                                            volume.name(),
                                            where,
                                            node.metadata()
                                                    .labels()
                                                    .getOrDefault(
                                                            "topology.kubernetes.io/zone",
                                                            "no zone")),
                            "a node with " + where);
                });
    }

    private Optional<Obstacle.Figures> unbound(Storage.Claim claim, Node node) {
        String name = "claim " + claim.key().name();
        String of = " of class \"%s\"".formatted(claim.className());
        if (!waits(claim)) {
            return Optional.of(
                    new Obstacle.Figures(
                            name + of + " is not bound, and its class does not wait for a pod",
                            "the claim is bound, or its class has WaitForFirstConsumer"));
        }
        String selected = claim.state().selectedNode();
        if (!selected.isEmpty() && !selected.equals(node.name())) {
            return Optional.of(
                    new Obstacle.Figures(
                            name + " is to be provisioned on node " + selected,
                            "that node takes the pod, or its annotation goes"));
        }
        return match.choose(List.of(claim), node).containsKey(claim.key())
                ? Optional.empty()
                : provision(claim, node)
                        .map(reason ->
                                new Obstacle.Figures(
                                        "%s%s asks %s: %s"
                                                .formatted(
                                                        name,
                                                        of,
                                                        AmountText.bytes(
                                                                claim.demand().bytes(),
                                                                AmountText.Rounding.UP),
                                                        reason),
                                        "the class provisions where the node is, or a volume is"
                                                + " there"));
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

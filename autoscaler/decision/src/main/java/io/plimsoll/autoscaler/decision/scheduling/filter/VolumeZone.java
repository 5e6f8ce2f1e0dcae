package io.plimsoll.autoscaler.decision.scheduling.filter;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.VolumeUse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node that has zone or region labels has those of the pod's bound volumes.
 *
 * <p>Source: kubernetes 1.29, {@code pkg/scheduler/framework/plugins/volumezone/volume_zone.go}.
 */
final class VolumeZone implements Filter {
    private static final Optional<String> CONFLICT =
            Optional.of("node(s) had no available volume zone");
    private static final String BETA_ZONE = "failure-domain.beta.kubernetes.io/zone";
    private static final String BETA_REGION = "failure-domain.beta.kubernetes.io/region";
    private static final String ZONE = "topology.kubernetes.io/zone";
    private static final String REGION = "topology.kubernetes.io/region";
    private static final List<String> KEYS = List.of(BETA_ZONE, BETA_REGION, ZONE, REGION);

    private final NodeSlots nodes;
    private final VolumeUse volumes;

    VolumeZone(NodeSlots nodes, VolumeUse volumes) {
        this.nodes = nodes;
        this.volumes = volumes;
    }

    @Override
    public Verdict.Plugin plugin() {
        return Verdict.Plugin.VOLUME_ZONE;
    }

    @Override
    public Optional<String> reject(PodShape pod, int slot) {
        if (!pod.hasClaims()) {
            return Optional.empty();
        }
        Map<String, String> labels = nodes.likeness(slot).metadata().labels();
        if (KEYS.stream().noneMatch(labels::containsKey)) {
            return Optional.empty();
        }
        for (ObjectKey key : VolumeUse.claims(pod)) {
            Optional<Storage.Volume> volume =
                    volumes.claim(key).flatMap(claim -> volumes.volume(claim.volumeName()));
            if (volume.isPresent() && !matches(volume.get().labels(), labels)) {
                return CONFLICT;
            }
        }
        return Optional.empty();
    }

    @Override
    public Obstacle.Figures figures(PodShape pod, int slot) {
        Map<String, String> labels = nodes.likeness(slot).metadata().labels();
        for (ObjectKey key : VolumeUse.claims(pod)) {
            Optional<Storage.Volume> volume =
                    volumes.claim(key).flatMap(claim -> volumes.volume(claim.volumeName()));
            if (volume.isPresent() && !matches(volume.get().labels(), labels)) {
                String zone =
                        volume.get()
                                .labels()
                                .getOrDefault(ZONE, volume.get().labels().get(BETA_ZONE));
                return new Obstacle.Figures(
                        "claim %s is bound to volume %s of zone %s; the node is in %s"
                                .formatted(key.name(), volume.get().name(), zone, labels.get(ZONE)),
                        "a node in zone " + zone);
            }
        }
        return Obstacle.Figures.NONE;
    }

    private static boolean matches(Map<String, String> ofVolume, Map<String, String> ofNode) {
        for (String key : KEYS) {
            String allowed = ofVolume.get(key);
            if (allowed == null) {
                continue;
            }
            String present = ofNode.getOrDefault(key, ofNode.get(stable(key)));
            if (present == null || !Arrays.asList(allowed.split("__")).contains(present)) {
                return false;
            }
        }
        return true;
    }

    /** Volumes may still have the beta labels where nodes have the stable ones. */
    private static String stable(String key) {
        return switch (key) {
            case BETA_ZONE -> ZONE;
            case BETA_REGION -> REGION;
            default -> key;
        };
    }
}

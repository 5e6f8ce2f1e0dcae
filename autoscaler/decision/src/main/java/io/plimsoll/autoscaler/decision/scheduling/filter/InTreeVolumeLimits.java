package io.plimsoll.autoscaler.decision.scheduling.filter;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.PodVolume;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.PodSlots;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.VolumeUse;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * No more volumes of an in-tree plugin on a node than its kind of cloud lets attach, where no CSI
 * driver has taken the plugin over.
 *
 * <p>Source: kubernetes 1.29, {@code pkg/scheduler/framework/plugins/nodevolumelimits/non_csi.go}.
 */
final class InTreeVolumeLimits implements Filter {
    private static final Optional<String> EXCEEDED = Optional.of("node(s) exceed max volume count");
    private static final Pattern NITRO = Pattern.compile("^[cmr]5.*|t3|z1d");

    private final Verdict.Plugin plugin;
    private final NodeSlots nodes;
    private final PodSlots pods;
    private final VolumeUse volumes;

    InTreeVolumeLimits(Verdict.Plugin plugin, NodeSlots nodes, PodSlots pods, VolumeUse volumes) {
        this.plugin = plugin;
        this.nodes = nodes;
        this.pods = pods;
        this.volumes = volumes;
    }

    @Override
    public Verdict.Plugin plugin() {
        return plugin;
    }

    @Override
    public Optional<String> reject(PodShape pod, int slot) {
        if (pod.constraints().volumes().isEmpty()) {
            return Optional.empty();
        }
        Set<String> added = disks(pod);
        Optional<Storage.CsiNode> csiNode =
                Optional.ofNullable(volumes.storage().csiNodes().get(nodes.name(slot)));
        if (added.isEmpty() || InTreeVolumes.isMigrated(driver(), csiNode)) {
            return Optional.empty();
        }
        Set<String> all = new HashSet<>(added);
        for (int other = pods.last(slot); other != PodSlots.NONE; other = pods.previous(other)) {
            Set<String> attached = disks(pods.shape(other));
            added.removeAll(attached);
            all.addAll(attached);
        }
        return !added.isEmpty() && all.size() > limit(nodes.likeness(slot))
                ? EXCEEDED
                : Optional.empty();
    }

    private Set<String> disks(PodShape pod) {
        Set<String> disks = new HashSet<>();
        for (PodVolume volume : pod.constraints().volumes()) {
            switch (volume) {
                case PodVolume.Disk disk -> {
                    if (disk.driver().equals(driver())) {
                        disks.add(disk.id());
                    }
                }
                case PodVolume.Claim claim ->
                        volumes.claim(new ObjectKey(pod.namespace(), claim.claimName()))
                                .flatMap(this::ofClaim)
                                .ifPresent(disks::add);
                case PodVolume.Local _ -> {}
            }
        }
        return disks;
    }

    private Optional<String> ofClaim(Storage.Claim claim) {
        Optional<Storage.VolumeSource> source =
                volumes.volume(claim.volumeName()).map(Storage.Volume::source);
        if (source.isPresent()) {
            return source.filter(each -> each.driver().equals(driver()))
                    .map(Storage.VolumeSource::handle);
        }
        return volumes.storageClass(claim.className())
                .filter(each -> each.provisioner().equals(driver()))
                .map(_ -> "new:" + claim.key());
    }

    private String driver() {
        return switch (plugin) {
            case EBS_LIMITS -> InTreeVolumes.EBS;
            case GCE_PD_LIMITS -> InTreeVolumes.GCE;
            case AZURE_DISK_LIMITS -> InTreeVolumes.AZURE;
            default -> throw new IllegalStateException(plugin + " does not count disks");
        };
    }

    private long limit(Node node) {
        String resource = "attachable-volumes-" + driver().substring("kubernetes.io/".length());
        Long own = node.status().allocatable().extended().get(resource);
        if (own != null) {
            return own;
        }
        if (plugin != Verdict.Plugin.EBS_LIMITS) {
            return 16;
        }
        String type = node.metadata().labels().getOrDefault("node.kubernetes.io/instance-type", "");
        return NITRO.matcher(type).find() ? 25 : 39;
    }
}

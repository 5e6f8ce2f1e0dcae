package io.plimsoll.autoscaler.decision.scheduling.filter;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.PodVolume;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.PodSlots;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.VolumeUse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * No more volumes of a CSI driver on a node than its CSINode or its allocatable says can be
 * attached.
 *
 * <p>Source: kubernetes 1.29, {@code pkg/scheduler/framework/plugins/nodevolumelimits/csi.go}.
 */
final class NodeVolumeLimits implements Filter {
    private static final Optional<String> EXCEEDED = Optional.of("node(s) exceed max volume count");
    private static final String ATTACHABLE = "attachable-volumes-csi-";

    private final NodeSlots nodes;
    private final PodSlots pods;
    private final VolumeUse volumes;

    NodeVolumeLimits(NodeSlots nodes, PodSlots pods, VolumeUse volumes) {
        this.nodes = nodes;
        this.pods = pods;
        this.volumes = volumes;
    }

    /** A volume as it is attached; one that is yet to be made goes by its claim. */
    private record Attachment(String driver, String handle) {}

    @Override
    public Verdict.Plugin plugin() {
        return Verdict.Plugin.NODE_VOLUME_LIMITS;
    }

    @Override
    public Optional<String> reject(PodShape pod, int slot) {
        if (pod.constraints().volumes().isEmpty()) {
            return Optional.empty();
        }
        Optional<Storage.CsiNode> csiNode =
                Optional.ofNullable(volumes.storage().csiNodes().get(nodes.name(slot)));
        Map<String, Long> limits = limits(slot, csiNode);
        Set<Attachment> added = attachments(pod, csiNode);
        if (limits.isEmpty() || added.isEmpty()) {
            return Optional.empty();
        }
        Set<Attachment> attached = new HashSet<>();
        for (int other = pods.last(slot); other != PodSlots.NONE; other = pods.previous(other)) {
            attached.addAll(attachments(pods.shape(other), csiNode));
        }
        added.removeAll(attached);
        return exceeds(limits, attached, added) ? EXCEEDED : Optional.empty();
    }

    @Override
    public Obstacle.Figures figures(PodShape pod, int slot) {
        Optional<Storage.CsiNode> csiNode =
                Optional.ofNullable(volumes.storage().csiNodes().get(nodes.name(slot)));
        Set<Attachment> attached = new HashSet<>();
        for (int other = pods.last(slot); other != PodSlots.NONE; other = pods.previous(other)) {
            attached.addAll(attachments(pods.shape(other), csiNode));
        }
        Set<Attachment> added = attachments(pod, csiNode);
        added.removeAll(attached);
        return limits(slot, csiNode).entrySet().stream()
                .filter(limit -> exceeds(Map.of(limit.getKey(), limit.getValue()), attached, added))
                .findFirst()
                .map(limit ->
                        new Obstacle.Figures(
                                "asks %d volumes of %s; %d of %d are attached"
                                        .formatted(
                                                count(limit.getKey(), added),
                                                limit.getKey(),
                                                count(limit.getKey(), attached),
                                                limit.getValue()),
                                "a node that lets more volumes attach"))
                .orElse(Obstacle.Figures.NONE);
    }

    private static boolean exceeds(
            Map<String, Long> limits, Set<Attachment> attached, Set<Attachment> added) {
        for (Map.Entry<String, Long> limit : limits.entrySet()) {
            long more = count(limit.getKey(), added);
            if (more > 0 && count(limit.getKey(), attached) + more > limit.getValue()) {
                return true;
            }
        }
        return false;
    }

    private static long count(String driver, Set<Attachment> attachments) {
        return attachments.stream().filter(each -> each.driver().equals(driver)).count();
    }

    private Map<String, Long> limits(int slot, Optional<Storage.CsiNode> csiNode) {
        Map<String, Long> limits = new HashMap<>();
        nodes.likeness(slot)
                .status()
                .allocatable()
                .extended()
                .forEach((name, amount) -> {
                    if (name.startsWith(ATTACHABLE)) {
                        limits.put(name.substring(ATTACHABLE.length()), amount);
                    }
                });
        csiNode.ifPresent(
                node -> node.limits().forEach((driver, limit) -> limits.put(driver, (long) limit)));
        return limits;
    }

    private Set<Attachment> attachments(PodShape pod, Optional<Storage.CsiNode> csiNode) {
        Set<Attachment> attachments = new HashSet<>();
        for (PodVolume volume : pod.constraints().volumes()) {
            switch (volume) {
                case PodVolume.Claim claim ->
                        volumes.claim(new ObjectKey(pod.namespace(), claim.claimName()))
                                .flatMap(found -> ofClaim(found, csiNode))
                                .ifPresent(attachments::add);
                case PodVolume.Disk disk -> {
                    if (InTreeVolumes.isMigrated(disk.driver(), csiNode)) {
                        String driver = InTreeVolumes.csiDriver(disk.driver());
                        attachments.add(new Attachment(driver, disk.id()));
                    }
                }
                case PodVolume.Local _ -> {}
            }
        }
        return attachments;
    }

    private Optional<Attachment> ofClaim(Storage.Claim claim, Optional<Storage.CsiNode> csiNode) {
        Optional<Storage.VolumeSource> source =
                volumes.volume(claim.volumeName()).map(Storage.Volume::source);
        if (source.isPresent()) {
            return attachment(source.get().driver(), source.get().handle(), csiNode);
        }
        return volumes.storageClass(claim.className())
                .flatMap(found -> attachment(found.provisioner(), "new:" + claim.key(), csiNode));
    }

    private static Optional<Attachment> attachment(
            String driver, String handle, Optional<Storage.CsiNode> csiNode) {
        boolean counts =
                !driver.isEmpty()
                        && (!InTreeVolumes.isInTree(driver)
                                || InTreeVolumes.isMigrated(driver, csiNode));
        return counts
                ? Optional.of(new Attachment(InTreeVolumes.csiDriver(driver), handle))
                : Optional.empty();
    }
}

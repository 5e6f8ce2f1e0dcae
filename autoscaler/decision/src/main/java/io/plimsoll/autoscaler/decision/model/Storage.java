package io.plimsoll.autoscaler.decision.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Persistent volumes, claims and storage classes, by name. */
public record Storage(
        SortedMap<ObjectKey, Claim> claims,
        SortedMap<String, Volume> volumes,
        SortedMap<String, StorageClass> classes,
        SortedMap<String, CsiNode> csiNodes,
        CapacityTracking capacity) {

    public static final Storage NONE =
            new Storage(
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    CapacityTracking.NONE);

    public Storage {
        claims = Collections.unmodifiableSortedMap(new TreeMap<>(claims));
        volumes = Collections.unmodifiableSortedMap(new TreeMap<>(volumes));
        classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
        csiNodes = Collections.unmodifiableSortedMap(new TreeMap<>(csiNodes));
    }

    /**
     * Where drivers say how much they can provision.
     *
     * @param drivers by the name of each CSIDriver, whether it wants to be asked ({@code
     *     storageCapacity})
     * @param published what each {@code CSIStorageCapacity} says
     */
    public record CapacityTracking(
            SortedMap<String, Boolean> drivers, SortedMap<ObjectKey, Capacity> published) {
        public static final CapacityTracking NONE =
                new CapacityTracking(new TreeMap<>(), new TreeMap<>());

        public CapacityTracking {
            drivers = Collections.unmodifiableSortedMap(new TreeMap<>(drivers));
            published = Collections.unmodifiableSortedMap(new TreeMap<>(published));
        }
    }

    /**
     * How large a volume can be provisioned for some nodes.
     *
     * @param bytes of the largest volume; below zero where the driver does not say
     * @param nodes labels of those that reach it; empty Optional: none does
     */
    public record Capacity(
            ObjectKey key, String className, long bytes, Optional<LabelSelector> nodes) {}

    /**
     * @param volumeName empty while unbound
     * @param className empty when the claim names none
     */
    public record Claim(
            ObjectKey key, String volumeName, String className, Demand demand, ClaimState state) {
        public boolean isBound() {
            return !volumeName.isEmpty() && state.boundByController();
        }
    }

    /**
     * What a claim asks of a volume.
     *
     * @param bytes at least
     * @param mode {@code Filesystem} or {@code Block}
     * @param selector on volumes; empty Optional selects all
     */
    public record Demand(
            long bytes, String mode, List<String> accessModes, Optional<LabelSelector> selector) {
        public Demand {
            accessModes = List.copyOf(accessModes);
        }
    }

    /**
     * @param uid empty when unknown
     * @param ownerUid the pod that owns an ephemeral claim; empty otherwise
     * @param boundByController annotation {@code pv.kubernetes.io/bind-completed}
     * @param selectedNode annotation {@code volume.kubernetes.io/selected-node}; empty without
     * @param condition whether the claim can be used at all
     */
    public record ClaimState(
            String uid,
            String ownerUid,
            boolean boundByController,
            String selectedNode,
            ClaimCondition condition) {}

    public enum ClaimCondition {
        USABLE,
        /** The claim has a deletion timestamp. */
        DELETING,
        /** Phase {@code Lost}: its volume is gone. */
        LOST
    }

    /**
     * @param nodeAffinity empty Optional: reachable from everywhere
     * @param source what the volume is
     */
    public record Volume(
            String name,
            SortedMap<String, String> labels,
            Optional<List<NodeSelectorTerm>> nodeAffinity,
            VolumeSource source,
            Offer offer) {
        public Volume {
            labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
            nodeAffinity = nodeAffinity.map(List::copyOf);
        }
    }

    /**
     * @param driver CSI driver, or the in-tree plugin ({@code kubernetes.io/aws-ebs}); empty for
     *     others
     * @param handle the driver's id of the volume
     */
    public record VolumeSource(String driver, String handle) {}

    /**
     * What a volume offers to claims.
     *
     * @param mode {@code Filesystem} or {@code Block}
     */
    public record Offer(
            long bytes,
            String mode,
            String className,
            List<String> accessModes,
            Reservation reservation) {
        public Offer {
            accessModes = List.copyOf(accessModes);
        }
    }

    /**
     * @param claim whom the volume is bound or reserved to
     * @param claimUid empty where the reservation names none
     * @param available phase {@code Available}
     * @param deleting the volume has a deletion timestamp
     */
    public record Reservation(
            Optional<ObjectKey> claim, String claimUid, boolean available, boolean deleting) {}

    /**
     * @param waitForFirstConsumer {@code volumeBindingMode}
     * @param allowedTopologies terms of which one must match; none means anywhere
     */
    public record StorageClass(
            String name,
            String provisioner,
            boolean waitForFirstConsumer,
            List<NodeSelectorTerm> allowedTopologies) {
        public StorageClass {
            allowedTopologies = List.copyOf(allowedTopologies);
        }
    }

    /**
     * @param limits attachable volumes by CSI driver
     * @param migratedPlugins in-tree plugins whose volumes count as CSI on this node
     */
    public record CsiNode(
            String nodeName, SortedMap<String, Integer> limits, List<String> migratedPlugins) {
        public CsiNode {
            limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
            migratedPlugins = List.copyOf(migratedPlugins);
        }
    }
}

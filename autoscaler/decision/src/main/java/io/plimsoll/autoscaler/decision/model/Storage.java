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
        SortedMap<String, CsiNode> csiNodes) {

    public static final Storage NONE =
            new Storage(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    public Storage {
        claims = Collections.unmodifiableSortedMap(new TreeMap<>(claims));
        volumes = Collections.unmodifiableSortedMap(new TreeMap<>(volumes));
        classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
        csiNodes = Collections.unmodifiableSortedMap(new TreeMap<>(csiNodes));
    }

    /**
     * @param volumeName empty while unbound
     * @param className empty when the claim names none
     */
    public record Claim(
            ObjectKey key,
            String volumeName,
            String className,
            List<String> accessModes,
            Binding binding) {
        public Claim {
            accessModes = List.copyOf(accessModes);
        }
    }

    /**
     * @param requestBytes what the claim asks for
     * @param ownerUid the pod that owns an ephemeral claim; empty otherwise
     * @param boundByController annotation {@code pv.kubernetes.io/bind-completed}
     * @param selector on volumes; empty Optional selects all
     * @param deleting the claim has a deletion timestamp
     */
    public record Binding(
            long requestBytes,
            String ownerUid,
            boolean boundByController,
            Optional<LabelSelector> selector,
            boolean deleting) {}

    /**
     * @param nodeAffinity empty Optional: reachable from everywhere
     * @param source what the volume is
     * @param claim whom it is bound or reserved to
     */
    public record Volume(
            String name,
            SortedMap<String, String> labels,
            Optional<List<NodeSelectorTerm>> nodeAffinity,
            VolumeSource source,
            Optional<ObjectKey> claim) {
        public Volume {
            labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
            nodeAffinity = nodeAffinity.map(List::copyOf);
        }
    }

    /**
     * @param driver CSI driver, or the in-tree plugin's CSI name; empty for others
     * @param handle the driver's id of the volume
     */
    public record VolumeSource(
            String driver,
            String handle,
            long capacityBytes,
            String className,
            List<String> accessModes) {
        public VolumeSource {
            accessModes = List.copyOf(accessModes);
        }
    }

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

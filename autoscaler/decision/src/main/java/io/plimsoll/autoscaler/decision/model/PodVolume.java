package io.plimsoll.autoscaler.decision.model;

/** A pod's volume, as far as scheduling or draining asks. */
public sealed interface PodVolume {
    String name();

    /**
     * @param claimName of a PersistentVolumeClaim in the pod's namespace (an ephemeral volume's
     *     claim is named {@code <pod>-<volume>})
     * @param ephemeral the claim is made by and owned by the pod
     */
    record Claim(String name, String claimName, boolean ephemeral) implements PodVolume {}

    /**
     * Data on the node's disk: {@code hostPath}, or {@code emptyDir} of a medium other than Memory.
     */
    record Local(String name) implements PodVolume {}

    /**
     * An in-tree disk or an inline CSI volume, for VolumeRestrictions and NodeVolumeLimits.
     *
     * @param driver the CSI driver, or the in-tree plugin ({@code kubernetes.io/aws-ebs} for
     *     awsElasticBlockStore)
     * @param id what identifies the disk, empty for an inline CSI volume
     */
    record Disk(String name, String driver, String id, boolean readOnly) implements PodVolume {}
}

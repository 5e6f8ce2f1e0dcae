package io.plimsoll.autoscaler.decision.scheduling.filter;

import io.plimsoll.autoscaler.decision.model.Storage;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Volume plugins that were once built into Kubernetes, and the CSI drivers that took over. */
final class InTreeVolumes {
    static final String EBS = "kubernetes.io/aws-ebs";
    static final String GCE = "kubernetes.io/gce-pd";
    static final String AZURE = "kubernetes.io/azure-disk";

    /** Those that VolumeRestrictions knows. */
    static final Set<String> EXCLUSIVE =
            Set.of(EBS, GCE, "kubernetes.io/iscsi", "kubernetes.io/rbd");

    private static final Map<String, String> CSI_DRIVERS =
            Map.of(
                    EBS, "ebs.csi.aws.com",
                    GCE, "pd.csi.storage.gke.io",
                    AZURE, "disk.csi.azure.com");

    private InTreeVolumes() {}

    /** The driver's own name, or that of the CSI driver in place of an in-tree plugin. */
    static String csiDriver(String driver) {
        return CSI_DRIVERS.getOrDefault(driver, driver);
    }

    static boolean isInTree(String driver) {
        return CSI_DRIVERS.containsKey(driver);
    }

    /**
     * As {@code isCSIMigrationOn} in {@code pkg/scheduler/framework/plugins/nodevolumelimits}: EBS
     * wherever there is a CSINode, the others where the CSINode says so.
     */
    static boolean isMigrated(String driver, Optional<Storage.CsiNode> node) {
        return node.isPresent()
                && (driver.equals(EBS) || node.get().migratedPlugins().contains(driver));
    }
}

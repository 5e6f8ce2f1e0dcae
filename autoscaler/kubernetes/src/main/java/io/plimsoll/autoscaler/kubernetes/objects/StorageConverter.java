package io.plimsoll.autoscaler.kubernetes.objects;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.PersistentVolumeSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.storage.CSIDriver;
import io.fabric8.kubernetes.api.model.storage.CSINode;
import io.fabric8.kubernetes.api.model.storage.CSINodeDriver;
import io.fabric8.kubernetes.api.model.storage.CSIStorageCapacity;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.environment.Amounts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Persistent volumes, claims, storage classes and CSI nodes. */
public final class StorageConverter {
    private static final String BETA_CLASS = "volume.beta.kubernetes.io/storage-class";

    private StorageConverter() {}

    public static Storage.Claim claim(PersistentVolumeClaim claim) {
        PersistentVolumeClaimSpec spec =
                claim.getSpec() == null ? new PersistentVolumeClaimSpec() : claim.getSpec();
        Map<String, String> annotations = Selectors.orEmpty(claim.getMetadata().getAnnotations());
        return new Storage.Claim(
                Metadatas.key(claim.getMetadata()),
                Metadatas.orEmpty(spec.getVolumeName()),
                annotations.getOrDefault(BETA_CLASS, Metadatas.orEmpty(spec.getStorageClassName())),
                demand(spec),
                state(claim, annotations));
    }

    private static Storage.Demand demand(PersistentVolumeClaimSpec spec) {
        Map<String, Quantity> requests =
                spec.getResources() == null ? Map.of() : spec.getResources().getRequests();
        return new Storage.Demand(
                bytes("spec.resources.requests", requests),
                mode(spec.getVolumeMode()),
                Selectors.orEmpty(spec.getAccessModes()),
                Selectors.labels("spec.selector", spec.getSelector()));
    }

    private static Storage.ClaimState state(
            PersistentVolumeClaim claim, Map<String, String> annotations) {
        String phase =
                claim.getStatus() == null ? "" : Metadatas.orEmpty(claim.getStatus().getPhase());
        Storage.ClaimCondition condition = Storage.ClaimCondition.USABLE;
        if (claim.getMetadata().getDeletionTimestamp() != null) {
            condition = Storage.ClaimCondition.DELETING;
        }
        if (phase.equals("Lost")) {
            condition = Storage.ClaimCondition.LOST;
        }
        return new Storage.ClaimState(
                Metadatas.orEmpty(claim.getMetadata().getUid()),
                Metadatas.controller(claim.getMetadata())
                        .filter(owner -> owner.kind().equals("Pod"))
                        .map(owner -> owner.uid())
                        .orElse(""),
                annotations.containsKey("pv.kubernetes.io/bind-completed"),
                annotations.getOrDefault("volume.kubernetes.io/selected-node", ""),
                condition);
    }

    public static Storage.Volume volume(PersistentVolume volume) {
        PersistentVolumeSpec spec =
                volume.getSpec() == null ? new PersistentVolumeSpec() : volume.getSpec();
        return new Storage.Volume(
                Metadatas.name(volume.getMetadata()),
                new TreeMap<>(Selectors.orEmpty(volume.getMetadata().getLabels())),
                spec.getNodeAffinity() == null
                        ? Optional.empty()
                        : Selectors.nodes(
                                "spec.nodeAffinity.required", spec.getNodeAffinity().getRequired()),
                source(spec),
                offer(volume, spec));
    }

    private static Storage.VolumeSource source(PersistentVolumeSpec spec) {
        if (spec.getCsi() != null) {
            return source(spec.getCsi().getDriver(), spec.getCsi().getVolumeHandle());
        }
        if (spec.getAwsElasticBlockStore() != null) {
            return source(PodVolumes.EBS, spec.getAwsElasticBlockStore().getVolumeID());
        }
        if (spec.getGcePersistentDisk() != null) {
            return source(PodVolumes.GCE, spec.getGcePersistentDisk().getPdName());
        }
        if (spec.getAzureDisk() != null) {
            return source(PodVolumes.AZURE, spec.getAzureDisk().getDiskName());
        }
        return source("", "");
    }

    private static Storage.VolumeSource source(@Nullable String driver, @Nullable String handle) {
        return new Storage.VolumeSource(Metadatas.orEmpty(driver), Metadatas.orEmpty(handle));
    }

    private static Storage.Offer offer(PersistentVolume volume, PersistentVolumeSpec spec) {
        String className =
                Selectors.orEmpty(volume.getMetadata().getAnnotations())
                        .getOrDefault(BETA_CLASS, Metadatas.orEmpty(spec.getStorageClassName()));
        return new Storage.Offer(
                bytes("spec.capacity", spec.getCapacity()),
                mode(spec.getVolumeMode()),
                className,
                Selectors.orEmpty(spec.getAccessModes()),
                reservation(volume, spec.getClaimRef()));
    }

    private static Storage.Reservation reservation(
            PersistentVolume volume, @Nullable ObjectReference claim) {
        boolean available =
                volume.getStatus() != null && "Available".equals(volume.getStatus().getPhase());
        return new Storage.Reservation(
                Optional.ofNullable(claim)
                        .map(each ->
                                new ObjectKey(
                                        Metadatas.orEmpty(each.getNamespace()),
                                        Metadatas.orEmpty(each.getName()))),
                claim == null ? "" : Metadatas.orEmpty(claim.getUid()),
                available,
                volume.getMetadata().getDeletionTimestamp() != null);
    }

    public static Storage.StorageClass storageClass(StorageClass storageClass) {
        return new Storage.StorageClass(
                Metadatas.name(storageClass.getMetadata()),
                Metadatas.orEmpty(storageClass.getProvisioner()),
                "WaitForFirstConsumer".equals(storageClass.getVolumeBindingMode()),
                Selectors.convert(storageClass.getAllowedTopologies(), Selectors::topology));
    }

    public static Storage.CsiNode csiNode(CSINode node) {
        SortedMap<String, Integer> limits = new TreeMap<>();
        List<CSINodeDriver> drivers =
                node.getSpec() == null ? List.of() : Selectors.orEmpty(node.getSpec().getDrivers());
        for (CSINodeDriver driver : drivers) {
            if (driver.getAllocatable() != null && driver.getAllocatable().getCount() != null) {
                limits.put(Metadatas.orEmpty(driver.getName()), driver.getAllocatable().getCount());
            }
        }
        String migrated =
                Selectors.orEmpty(node.getMetadata().getAnnotations())
                        .getOrDefault("storage.alpha.kubernetes.io/migrated-plugins", "");
        return new Storage.CsiNode(
                Metadatas.name(node.getMetadata()),
                limits,
                Arrays.stream(migrated.split(",", -1)).filter(name -> !name.isEmpty()).toList());
    }

    /** Whether the driver wants to be asked how much it can provision. */
    public static boolean tracksCapacity(CSIDriver driver) {
        return driver.getSpec() != null
                && Boolean.TRUE.equals(driver.getSpec().getStorageCapacity());
    }

    /** As {@code volumeLimit}: the largest volume, where the driver says it, else all there is. */
    public static Storage.Capacity capacity(CSIStorageCapacity published) {
        Quantity largest = published.getMaximumVolumeSize();
        String field = largest == null ? "capacity" : "maximumVolumeSize";
        Quantity limit = largest == null ? published.getCapacity() : largest;
        return new Storage.Capacity(
                Metadatas.key(published.getMetadata()),
                Metadatas.orEmpty(published.getStorageClassName()),
                limit == null ? -1 : Amounts.whole(Quantities.parse(field, limit)),
                Selectors.labels("nodeTopology", published.getNodeTopology()));
    }

    private static long bytes(String field, @Nullable Map<String, Quantity> amounts) {
        Quantity storage = amounts == null ? null : amounts.get("storage");
        return storage == null ? 0 : Amounts.whole(Quantities.parse(field + ".storage", storage));
    }

    private static String mode(@Nullable String mode) {
        return mode == null || mode.isEmpty() ? "Filesystem" : mode;
    }
}

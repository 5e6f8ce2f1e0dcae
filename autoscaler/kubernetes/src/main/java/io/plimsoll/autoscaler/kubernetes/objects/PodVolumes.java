package io.plimsoll.autoscaler.kubernetes.objects;

import io.fabric8.kubernetes.api.model.RBDVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.plimsoll.autoscaler.decision.model.PodVolume;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pod's volumes; those that neither scheduling nor draining asks for are left out. */
final class PodVolumes {
    static final String EBS = "kubernetes.io/aws-ebs";
    static final String GCE = "kubernetes.io/gce-pd";
    static final String AZURE = "kubernetes.io/azure-disk";
    private static final String ISCSI = "kubernetes.io/iscsi";
    private static final String RBD = "kubernetes.io/rbd";

    private PodVolumes() {}

    static List<PodVolume> convert(String podName, List<Volume> volumes) {
        List<PodVolume> converted = new ArrayList<>();
        for (Volume volume : volumes) {
            addClaim(converted, podName, volume);
            addLocal(converted, volume);
            addDisk(converted, volume);
            addSharedDisk(converted, volume);
        }
        return converted;
    }

    private static void addClaim(List<PodVolume> converted, String podName, Volume volume) {
        String name = name(volume);
        if (volume.getPersistentVolumeClaim() != null) {
            String claim = Metadatas.orEmpty(volume.getPersistentVolumeClaim().getClaimName());
            converted.add(new PodVolume.Claim(name, claim, false));
        }
        if (volume.getEphemeral() != null) {
            converted.add(new PodVolume.Claim(name, podName + "-" + name, true));
        }
    }

    private static void addLocal(List<PodVolume> converted, Volume volume) {
        boolean onDisk =
                volume.getEmptyDir() != null && !"Memory".equals(volume.getEmptyDir().getMedium());
        if (volume.getHostPath() != null || onDisk) {
            converted.add(new PodVolume.Local(name(volume)));
        }
    }

    private static void addDisk(List<PodVolume> converted, Volume volume) {
        String name = name(volume);
        if (volume.getAwsElasticBlockStore() != null) {
            var disk = volume.getAwsElasticBlockStore();
            add(converted, name, EBS, disk.getVolumeID(), disk.getReadOnly());
        }
        if (volume.getGcePersistentDisk() != null) {
            var disk = volume.getGcePersistentDisk();
            add(converted, name, GCE, disk.getPdName(), disk.getReadOnly());
        }
        if (volume.getAzureDisk() != null) {
            var disk = volume.getAzureDisk();
            add(converted, name, AZURE, disk.getDiskName(), disk.getReadOnly());
        }
        if (volume.getCsi() != null) {
            var disk = volume.getCsi();
            converted.add(
                    new PodVolume.Disk(
                            name,
                            Metadatas.orEmpty(disk.getDriver()),
                            "",
                            Boolean.TRUE.equals(disk.getReadOnly())));
        }
    }

    private static void addSharedDisk(List<PodVolume> converted, Volume volume) {
        if (volume.getIscsi() != null) {
            var disk = volume.getIscsi();
            add(converted, name(volume), ISCSI, disk.getIqn(), disk.getReadOnly());
        }
        if (volume.getRbd() != null) {
            addRbd(converted, name(volume), volume.getRbd());
        }
    }

    private static String name(Volume volume) {
        if (Metadatas.orEmpty(volume.getName()).isEmpty()) {
            throw new WrongObjectException("spec.volumes: one has no name");
        }
        return volume.getName();
    }

    /** Two RBD volumes are the same if any monitor, the pool and the image are. */
    private static void addRbd(List<PodVolume> converted, String name, RBDVolumeSource disk) {
        for (String monitor : Selectors.orEmpty(disk.getMonitors())) {
            String id = monitor + "/" + disk.getPool() + "/" + disk.getImage();
            add(converted, name, RBD, id, disk.getReadOnly());
        }
    }

    private static void add(
            List<PodVolume> converted,
            String name,
            String driver,
            String id,
            @Nullable Boolean readOnly) {
        converted.add(
                new PodVolume.Disk(
                        name, driver, Metadatas.orEmpty(id), Boolean.TRUE.equals(readOnly)));
    }
}

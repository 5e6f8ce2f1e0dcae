package io.plimsoll.environment.file;

import io.fabric8.kubernetes.api.model.Quantity;
import io.plimsoll.environment.StorageConfig;
import io.plimsoll.environment.StorageConfig.Volume;
import io.plimsoll.environment.StorageConfig.VolumeType;
import java.math.BigDecimal;
import java.util.OptionalInt;

/** What EBS gives a root volume (EBS user guide, volume types). */
final class StorageRules {

    private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);
    private static final BigDecimal SMALLEST_DISK_GIB = BigDecimal.valueOf(20);
    private static final BigDecimal LARGEST_DISK_GIB = BigDecimal.valueOf(16 * 1024L);

    private static final int BASELINE_IOPS = 3_000;
    private static final int IOPS_PER_MIB = 4;

    private StorageRules() {}

    static void check(StorageConfig storage, String path, Problems problems) {
        BigDecimal gib = storage.disk().getNumericalAmount().divide(GIB);
        disk(storage.disk(), gib, path + ".disk", problems);
        Volume volume = storage.volume();
        iops(volume, gib, path + ".volume.iops", problems);
        throughput(volume, path + ".volume.throughput", problems);
    }

    private static void disk(Quantity disk, BigDecimal gib, String field, Problems problems) {
        boolean whole = gib.stripTrailingZeros().scale() <= 0;
        if (!whole || gib.compareTo(SMALLEST_DISK_GIB) < 0 || gib.compareTo(LARGEST_DISK_GIB) > 0) {
            problems.add(field, "must be whole GiB from 20Gi to 16384Gi, is '" + disk + "'");
        }
    }

    private static void iops(Volume volume, BigDecimal gib, String field, Problems problems) {
        String type = volume.type().ebsName();
        if (volume.iops().isEmpty()) {
            if (volume.type() == VolumeType.IO1 || volume.type() == VolumeType.IO2) {
                problems.add(field, "is missing, which type " + type + " needs");
            }
            return;
        }
        int iops = volume.iops().getAsInt();
        switch (volume.type()) {
            case GP2 ->
                    problems.add(field, "must be left out with type gp2, whose size decides it");
            case GP3 -> range(iops, new Range(BASELINE_IOPS, 80_000, 500), gib, field, problems);
            case IO1 -> range(iops, new Range(100, 64_000, 50), gib, field, problems);
            case IO2 -> range(iops, new Range(100, 256_000, 1_000), gib, field, problems);
        }
    }

    /**
     * @param perGib more than the baseline only
     */
    private record Range(int least, int most, int perGib) {}

    private static void range(
            int iops, Range range, BigDecimal gib, String field, Problems problems) {
        int bySize =
                gib.multiply(BigDecimal.valueOf(range.perGib()))
                        .max(BigDecimal.valueOf(range.least()))
                        .min(BigDecimal.valueOf(range.most()))
                        .intValue();
        if (iops < range.least() || iops > bySize) {
            problems.add(
                    field,
                    "must be from %d to %d for a disk of that type and size, is %d"
                            .formatted(range.least(), bySize, iops));
        }
    }

    private static void throughput(Volume volume, String field, Problems problems) {
        OptionalInt throughput = volume.throughput();
        if (throughput.isEmpty()) {
            return;
        }
        if (volume.type() != VolumeType.GP3) {
            problems.add(field, "must be left out unless type is gp3");
            return;
        }
        int most = volume.iops().orElse(BASELINE_IOPS) / IOPS_PER_MIB;
        if (throughput.getAsInt() > most) {
            problems.add(
                    field,
                    "must be a quarter of the iops at most (%d), is %d"
                            .formatted(most, throughput.getAsInt()));
        }
    }
}

package io.plimsoll.environment.ec2;

import java.util.List;

/**
 * What kubelet leaves for pods on a node with an EKS machine image.
 *
 * <p>The rules are those that the images' own set-up applies (amazon-eks-ami, nodeadm):
 * kube-reserved CPU of 6 % of the first core, 1 % of the second, 0.5 % of the next two and 0.25 %
 * of the rest; kube-reserved memory of 255 MiB and 11 MiB a pod; 1 GiB of disk reserved; eviction
 * below 100 MiB of free memory or 10 % of free disk.
 *
 * @param ephemeralStorageBytes of the root volume's nominal size; the file system itself takes a
 *     little more
 */
public record EksAllocatable(
        long milliCpu, long memoryBytes, long ephemeralStorageBytes, int pods, int gpus) {

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final long EVICTION_MEMORY_MIB = 100;
    private static final long RESERVED_DISK_BYTES = GIB;
    private static final int LEAST_OVERHEAD = 320;
    private static final List<Overhead> OVERHEADS =
            List.of(
                    new Overhead(16 * 1024, 750),
                    new Overhead(32 * 1024, 530),
                    new Overhead(128 * 1024, 420));

    private record Overhead(long belowMib, int basisPoints) {}

    /**
     * @param diskBytes size of the root volume
     */
    public static EksAllocatable of(InstanceType type, long diskBytes) {
        return of(type, diskBytes, vmOverheadBasisPoints(type.compute().memoryMib()));
    }

    /**
     * Share of an instance's nominal memory, in ten-thousandths, that the VM and its kernel keep.
     * What machines are reported to show lies 1.7 to 5.3 % below nominal from 16 GiB on: 130402500
     * KiB of a 128 GiB r5.4xlarge (eksctl-io/eksctl#4434), 1007423 MiB allocatable of a 1 TiB
     * i4i.32xlarge (aws/karpenter-provider-aws#6611). Below, what the kernel takes whatever the
     * size weighs more; there Karpenter's 7.5 % are kept.
     *
     * @param nominalMib as EC2 names it
     */
    public static int vmOverheadBasisPoints(long nominalMib) {
        return OVERHEADS.stream()
                .filter(overhead -> nominalMib < overhead.belowMib())
                .mapToInt(Overhead::basisPoints)
                .findFirst()
                .orElse(LEAST_OVERHEAD);
    }

    /**
     * @param diskBytes size of the root volume
     * @param vmOverheadBasisPoints share of the nominal memory that the VM keeps, in
     *     ten-thousandths; rounded up to whole MiB
     */
    public static EksAllocatable of(InstanceType type, long diskBytes, int vmOverheadBasisPoints) {
        int vcpus = type.compute().vcpus();
        long nominalMib = type.compute().memoryMib();
        long vmMib = Math.ceilDiv(nominalMib * vmOverheadBasisPoints, 10_000L);
        long memoryMib =
                nominalMib - vmMib - reservedMemoryMib(type.maxPods()) - EVICTION_MEMORY_MIB;
        long disk = diskBytes - diskBytes / 10 - RESERVED_DISK_BYTES;
        return new EksAllocatable(
                vcpus * 1000L - reservedMilliCpu(vcpus),
                Math.max(0, memoryMib) * MIB,
                Math.max(0, disk),
                type.maxPods(),
                type.compute().gpus());
    }

    /** 60m, 10m, 5m, 5m, then 2.5m a core; half a milli is dropped as the image's set-up does. */
    private static long reservedMilliCpu(int vcpus) {
        long tenths = 0;
        for (int core = 1; core <= vcpus; core++) {
            tenths += reservedTenthsOfMilli(core);
        }
        return tenths / 10;
    }

    private static long reservedTenthsOfMilli(int core) {
        if (core == 1) {
            return 600;
        }
        if (core == 2) {
            return 100;
        }
        return core <= 4 ? 50 : 25;
    }

    private static long reservedMemoryMib(int maxPods) {
        return 255 + 11L * maxPods;
    }
}

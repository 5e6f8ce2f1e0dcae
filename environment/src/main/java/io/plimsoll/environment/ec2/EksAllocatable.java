package io.plimsoll.environment.ec2;

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

    /**
     * Share of an instance's nominal memory, in ten-thousandths, that the VM and its kernel keep:
     * the 7.5 % that Karpenter assumes by default. A real t3.large gives pods a little more.
     */
    public static final int DEFAULT_VM_OVERHEAD_BASIS_POINTS = 750;

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final long EVICTION_MEMORY_MIB = 100;
    private static final long RESERVED_DISK_BYTES = GIB;

    /**
     * @param diskBytes size of the root volume
     */
    public static EksAllocatable of(InstanceType type, long diskBytes) {
        return of(type, diskBytes, DEFAULT_VM_OVERHEAD_BASIS_POINTS);
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

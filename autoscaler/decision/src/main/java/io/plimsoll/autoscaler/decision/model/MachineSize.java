package io.plimsoll.autoscaler.decision.model;

import java.math.BigInteger;

/**
 * What cluster-wide limits count of a machine: its whole capacity, not what pods may use of it.
 *
 * @param cores whole ones; a part of one counts as one
 */
public record MachineSize(long cores, long memoryBytes) {

    private static final int GIB_BITS = 30;

    public static final MachineSize NONE = new MachineSize(0, 0);

    public static MachineSize of(Node node) {
        Resources capacity = node.status().capacity();
        return new MachineSize(Math.ceilDiv(capacity.milliCpu(), 1000), capacity.memoryBytes());
    }

    /**
     * A limit as the flags give it. What no machine ever reaches counts as the most that can be
     * counted.
     */
    public static MachineSize ofLimit(long cores, long memoryGib) {
        return new MachineSize(cores, clamped(exact(memoryGib).shiftLeft(GIB_BITS)));
    }

    public MachineSize plus(MachineSize other) {
        return new MachineSize(sum(cores, other.cores), sum(memoryBytes, other.memoryBytes));
    }

    public MachineSize minus(MachineSize other) {
        return new MachineSize(
                clamped(exact(cores).subtract(exact(other.cores))),
                clamped(exact(memoryBytes).subtract(exact(other.memoryBytes))));
    }

    public MachineSize times(long count) {
        return new MachineSize(
                clamped(exact(cores).multiply(exact(count))),
                clamped(exact(memoryBytes).multiply(exact(count))));
    }

    private static long sum(long one, long other) {
        long sum = one + other;
        boolean overflows = ((one ^ sum) & (other ^ sum)) < 0;
        return overflows ? clamped(exact(one).add(exact(other))) : sum;
    }

    private static BigInteger exact(long amount) {
        return BigInteger.valueOf(amount);
    }

    private static long clamped(BigInteger amount) {
        return amount.min(exact(Long.MAX_VALUE)).max(exact(Long.MIN_VALUE)).longValue();
    }

    /** Nothing of this is below zero. */
    public MachineSize orZero() {
        return new MachineSize(Math.max(0, cores), Math.max(0, memoryBytes));
    }
}

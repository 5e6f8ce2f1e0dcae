package io.plimsoll.autoscaler.decision.model;

/**
 * What cluster-wide limits count of a machine: its whole capacity, not what pods may use of it.
 *
 * @param cores whole ones; a part of one counts as one
 */
public record MachineSize(long cores, long memoryBytes) {

    public static final MachineSize NONE = new MachineSize(0, 0);

    public static MachineSize of(Node node) {
        Resources capacity = node.status().capacity();
        return new MachineSize(Math.ceilDiv(capacity.milliCpu(), 1000), capacity.memoryBytes());
    }

    public MachineSize plus(MachineSize other) {
        return new MachineSize(cores + other.cores, memoryBytes + other.memoryBytes);
    }

    public MachineSize minus(MachineSize other) {
        return new MachineSize(cores - other.cores, memoryBytes - other.memoryBytes);
    }

    public MachineSize times(long count) {
        return new MachineSize(cores * count, memoryBytes * count);
    }

    /** Nothing of this is below zero. */
    public MachineSize orZero() {
        return new MachineSize(Math.max(0, cores), Math.max(0, memoryBytes));
    }
}

package io.plimsoll.autoscaler.decision.scheduling.snapshot;

import java.util.Arrays;

/** What has changed since each open fork, the last change first to be undone. */
final class Journal {
    enum Change {
        NODE_ADDED,
        NODE_REMOVED,
        NODE_RESIZED,
        VOLUME_PROMISED,
        POD_BOUND,
        POD_UNBOUND
    }

    /** Takes one change back. */
    interface Undo {
        /**
         * @param stamp of the node in {@code slot} before the change
         */
        void apply(Change change, int subject, int slot, long stamp);
    }

    private Change[] changes = new Change[16];
    private int[] subjects = new int[16];
    private int[] slots = new int[16];
    private long[] stamps = new long[16];
    private int length;
    private int[] forks = new int[8];
    private int depth;

    /**
     * @param subject a pod, or the node itself
     * @param stamp of the node before the change
     */
    void write(Change change, int subject, int slot, long stamp) {
        if (depth == 0) {
            return;
        }
        if (length == changes.length) {
            changes = Arrays.copyOf(changes, 2 * length);
            subjects = Arrays.copyOf(subjects, 2 * length);
            slots = Arrays.copyOf(slots, 2 * length);
            stamps = Arrays.copyOf(stamps, 2 * length);
        }
        changes[length] = change;
        subjects[length] = subject;
        slots[length] = slot;
        stamps[length] = stamp;
        length++;
    }

    /** Whether any fork is open. */
    boolean isOpen() {
        return depth > 0;
    }

    public void fork() {
        if (depth == forks.length) {
            forks = Arrays.copyOf(forks, 2 * depth);
        }
        forks[depth++] = length;
    }

    public void commit() {
        close();
        if (depth == 0) {
            length = 0;
        }
    }

    public void revert(Undo undo) {
        int start = close();
        while (length > start) {
            length--;
            undo.apply(changes[length], subjects[length], slots[length], stamps[length]);
        }
    }

    private int close() {
        if (depth == 0) {
            throw new IllegalStateException("no fork is open");
        }
        return forks[--depth];
    }
}

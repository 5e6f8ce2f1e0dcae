package io.plimsoll.autoscaler.simulation;

import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.autoscaler.engine.port.ClusterException;
import java.util.function.Supplier;

/**
 * From one process of the autoscaler to the world: calls that may fail before they did it, or
 * after.
 */
final class Line {
    /**
     * Part of each message, so that a loop which broke by itself is told from one that was broken.
     */
    static final String INJECTED = "injected";

    private final Mishaps mishaps;
    private final Tally tally;
    private final Runnable beforeEachRead;

    /**
     * @param beforeEachRead what may happen to the process before a call that is free to all; the
     *     others ask for leadership first
     */
    Line(Mishaps mishaps, Tally tally, Runnable beforeEachRead) {
        this.mishaps = mishaps;
        this.tally = tally;
        this.beforeEachRead = beforeEachRead;
    }

    /** The process ended in the middle of a call. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super(INJECTED, null, false, false);
        }
    }

    enum Kind {
        READ,
        WRITE
    }

    /** What was asked of the world. */
    static final class Tally {
        private long writes;
        private long refused;

        long writes() {
            return writes;
        }

        long refused() {
            return refused;
        }
    }

    Mishaps mishaps() {
        return mishaps;
    }

    <T> T toCloud(Kind kind, Supplier<T> effect) {
        return call(kind, mishaps.isCloudDown(), effect, this::cloudFailure);
    }

    <T> T toCluster(Kind kind, Supplier<T> effect) {
        return call(kind, mishaps.isClusterDown(), effect, this::clusterFailure);
    }

    private <T> T call(
            Kind kind, boolean down, Supplier<T> effect, Supplier<RuntimeException> failure) {
        boolean writes = kind == Kind.WRITE;
        tally.writes += writes ? 1 : 0;
        mishaps.mayStepClock();
        if (!writes) {
            beforeEachRead.run();
        }
        if (mishaps.strikes(writes ? 20 : 1)) {
            throw new Killed();
        }
        if (down || mishaps.strikes(writes ? 60 : 8)) {
            tally.refused += writes ? 1 : 0;
            throw failure.get();
        }
        T answer = answer(writes, effect);
        if (writes && mishaps.strikes(40)) {
            throw failure.get();
        }
        if (writes && mishaps.strikes(20)) {
            throw new Killed();
        }
        return answer;
    }

    private <T> T answer(boolean writes, Supplier<T> effect) {
        try {
            return effect.get();
        } catch (RuntimeException refused) {
            tally.refused += writes ? 1 : 0;
            throw refused;
        }
    }

    private CloudException cloudFailure() {
        CloudException.Category category =
                mostly(CloudException.Category.UNAVAILABLE, CloudException.Category.values());
        return new CloudException(category, INJECTED + ": " + category);
    }

    private ClusterException clusterFailure() {
        ClusterException.Category category =
                mostly(ClusterException.Category.UNAVAILABLE, ClusterException.Category.values());
        return new ClusterException(category, INJECTED + ": " + category);
    }

    /** Most often the usual one. */
    private <C> C mostly(C usual, C[] all) {
        return mishaps.choice(3) > 0 ? usual : all[mishaps.choice(all.length)];
    }
}

package io.plimsoll.autoscaler.app.real;

import io.plimsoll.autoscaler.app.real.HostileStage.Size;
import java.time.Instant;
import java.util.List;

/**
 * A fault in the middle of a scale-up or a drain, and what has to come of it all the same.
 *
 * @param fault as in the table of {@code docs/reliability.md}
 * @param orders how many nodes the autoscalers have to order in all
 */
record BadDay(String fault, Size from, Size to, int orders, Play play) {

    /** Nodes, pods, and the times that they need. */
    @FunctionalInterface
    interface Play {
        /**
         * Begins at rest.
         *
         * @return when the fault was over, or the leader lost, so that all may recover
         */
        Instant on(HostileStage stage) throws Exception;
    }

    /** In this order each mostly begins where the one before ended. */
    static List<BadDay> all() {
        return List.of(
                whileGrowing("none, while pods come", HostileStage::comePods),
                whileShrinking("none, while pods go", HostileStage::goPods),
                ClusterDays.apiServerKilled(),
                ClusterDays.etcdStopped(),
                ClusterDays.pageInWatches(),
                ClusterDays.connectionsCut(),
                CloudDays.throttled(),
                CloudDays.errors(),
                CloudDays.oldReads(),
                ClusterDays.budgetTurnsToZero(),
                CloudDays.oneApiDenied(),
                LeaderDays.killedInDrain(),
                LeaderDays.killedInScaleUp(),
                LeaderDays.connectionHangs(),
                LeaderDays.stoppedInCall(),
                ClusterDays.podsThatDoNotEnd(),
                CloudDays.raisedByHand(),
                LeaderDays.askedToStop(),
                CloudDays.instanceNeverJoins(),
                ClusterDays.nodeDeletedByHand(),
                CloudDays.groupDeleted(),
                ClusterDays.burst());
    }

    /**
     * Those whose leader is lost, and one without a fault; with {@code -Dplimsoll.days} those whose
     * fault holds its text, or {@code all} of them.
     */
    static List<BadDay> played() {
        String asked = System.getProperty("plimsoll.days", "");
        if (asked.isEmpty()) {
            return List.of(
                    all().getFirst(),
                    LeaderDays.connectionHangs(),
                    LeaderDays.killedInScaleUp(),
                    LeaderDays.stoppedInCall());
        }
        return all().stream()
                .filter(day -> asked.equals("all") || day.fault().contains(asked))
                .toList();
    }

    static BadDay whileGrowing(String fault, Play play) {
        return new BadDay(fault, HostileStage.SMALL, HostileStage.LARGE, 2, play);
    }

    static BadDay whileShrinking(String fault, Play play) {
        return new BadDay(fault, HostileStage.LARGE, HostileStage.SMALL, 0, play);
    }

    @Override
    public String toString() {
        return fault;
    }
}

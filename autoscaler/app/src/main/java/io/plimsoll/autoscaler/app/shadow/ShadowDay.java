package io.plimsoll.autoscaler.app.shadow;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One day, in UTC, of a dry run.
 *
 * @param watchedMillis for how long somebody looked
 * @param done by whoever looks after the cluster
 * @param would have been done
 * @param unpriced groups, or instance types of nodes of no group, whose price nobody knows
 */
record ShadowDay(long watchedMillis, Ledger done, Ledger would, SortedSet<String> unpriced) {

    static final ShadowDay EMPTY = new ShadowDay(0, Ledger.EMPTY, Ledger.EMPTY, new TreeSet<>());

    ShadowDay {
        unpriced = Collections.unmodifiableSortedSet(new TreeSet<>(unpriced));
    }

    ShadowDay plus(ShadowDay other) {
        SortedSet<String> all = new TreeSet<>(unpriced);
        all.addAll(other.unpriced);
        return new ShadowDay(
                watchedMillis + other.watchedMillis,
                done.plus(other.done),
                would.plus(other.would),
                all);
    }
}

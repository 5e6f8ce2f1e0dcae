package io.plimsoll.autoscaler.aws;

import java.time.Duration;

/**
 * How old the list of groups may be.
 *
 * @param settled while every group has just the instances it wants
 * @param changing while instances come or go: their nodes register before long, and a node of an
 *     unknown instance belongs to no group
 */
public record CacheAge(Duration settled, Duration changing) {
    public static final CacheAge DEFAULT =
            new CacheAge(Duration.ofMinutes(1), Duration.ofSeconds(3));

    /** What somebody else orders would else be seen a minute late, and reckoned as not ordered. */
    public static final CacheAge OF_ANOTHERS =
            new CacheAge(Duration.ofSeconds(10), Duration.ofSeconds(3));
}

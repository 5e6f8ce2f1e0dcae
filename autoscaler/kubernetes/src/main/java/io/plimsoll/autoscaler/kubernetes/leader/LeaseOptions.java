package io.plimsoll.autoscaler.kubernetes.leader;

import java.time.Duration;

/**
 * Who leads, and where it is written down.
 *
 * @param identity of this process: the host's name, for Cluster Autoscaler
 */
public record LeaseOptions(String namespace, String name, String identity, Times times) {

    /**
     * @param lease {@code --leader-elect-lease-duration}: after which others may take over
     * @param renewal {@code --leader-elect-renew-deadline}: after which a leader that cannot renew
     *     gives up
     * @param retry {@code --leader-elect-retry-period}
     */
    public record Times(Duration lease, Duration renewal, Duration retry) {
        public static final Times DEFAULT =
                new Times(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));
    }
}

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
     * @param renewal {@code --leader-elect-renew-deadline}: after which a leader that could not
     *     renew acts no more; shorter than {@code lease}
     * @param retry {@code --leader-elect-retry-period}; shorter than {@code renewal}
     */
    public record Times(Duration lease, Duration renewal, Duration retry) {
        public static final Times DEFAULT =
                new Times(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));

        /** For one request: two of them fit into what a renewal may take. */
        Duration request() {
            return renewal.dividedBy(2);
        }
    }
}

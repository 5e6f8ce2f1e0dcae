package io.plimsoll.autoscaler.app.run;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.decision.DurationText;
import io.plimsoll.autoscaler.kubernetes.leader.LeaseOptions;
import java.time.Duration;

/** Reads the flags of leader election. */
final class LeaseFlags {

    private LeaseFlags() {}

    /**
     * @param dryRun then the Lease is another one than that of whoever looks after the cluster,
     *     whatever the flags say
     */
    static LeaseOptions options(FlagValues flags, boolean dryRun) {
        LeaseOptions.Times times =
                new LeaseOptions.Times(
                        flags.duration("leader-elect-lease-duration"),
                        flags.duration("leader-elect-renew-deadline"),
                        flags.duration("leader-elect-retry-period"));
        shorter("leader-elect-renew-deadline", times.renewal(), "lease-duration", times.lease());
        shorter("leader-elect-retry-period", times.retry(), "renew-deadline", times.renewal());
        return new LeaseOptions(
                flags.string("leader-elect-resource-namespace")
                        .or(() -> flags.string("namespace"))
                        .orElse("kube-system"),
                flags.string("leader-elect-resource-name").orElse("cluster-autoscaler")
                        + (dryRun ? "-shadow" : ""),
                HostName.of(System.getenv()),
                times);
    }

    private static void shorter(String flag, Duration value, String other, Duration limit) {
        if (!value.isPositive() || value.compareTo(limit) >= 0) {
            throw new InvalidInputException(
                    "--%s: %s is not allowed; allowed: more than 0s and less than --leader-elect-%s (%s)"
                            .formatted(
                                    flag, DurationText.of(value), other, DurationText.of(limit)));
        }
    }
}

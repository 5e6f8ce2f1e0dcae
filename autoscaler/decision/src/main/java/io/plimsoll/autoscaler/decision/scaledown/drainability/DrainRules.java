package io.plimsoll.autoscaler.decision.scaledown.drainability;

import io.plimsoll.autoscaler.decision.model.Pod;
import java.util.List;

/** All rules in Cluster Autoscaler's order; the first that decides wins. */
public final class DrainRules {

    private static final List<DrainRule> IN_ORDER =
            List.of(
                    // Pods that nobody has to move.
                    new MirrorPodRule(),
                    new LongTerminatingRule(),
                    // Before all that says yes: as upstream, it blocks DaemonSet pods and pods that
                    // are marked safe to evict too.
                    new ReplicaCountRule(),
                    // Pods that may go.
                    new DaemonSetRule(),
                    new SafeToEvictRule(),
                    new TerminalRule(),
                    // Pods that must stay.
                    new ReplicatedRule(),
                    new SystemPodRule(),
                    new NotSafeToEvictRule(),
                    new LocalStorageRule(),
                    new PdbRule());

    private DrainRules() {}

    /** Never {@link Drainability.Undecided}. */
    public static Drainability check(Pod pod, DrainFacts facts) {
        for (DrainRule rule : IN_ORDER) {
            Drainability verdict = rule.check(pod, facts);
            if (!(verdict instanceof Drainability.Undecided)) {
                return verdict;
            }
        }
        return Drainability.MOVABLE;
    }
}

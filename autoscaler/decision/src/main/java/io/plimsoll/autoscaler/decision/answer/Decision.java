package io.plimsoll.autoscaler.decision.answer;

import io.plimsoll.autoscaler.decision.answer.Action.NodeRemoval;
import io.plimsoll.autoscaler.decision.answer.Action.Replacement;
import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import java.util.List;
import java.util.stream.Stream;

/**
 * What to do now, and why, for every Pending pod and every node.
 *
 * @param health whether the cluster is well enough to be touched at all
 * @param actions in the order in which they are to be done
 */
public record Decision(
        Health health,
        List<PodVerdict> pods,
        List<NodeVerdict> nodes,
        List<Action.Planned> actions) {

    public Decision {
        pods = List.copyOf(pods);
        nodes = List.copyOf(nodes);
        actions = List.copyOf(actions);
    }

    /** Nothing is decided. */
    public static Decision none(Health health) {
        return new Decision(health, List.of(), List.of(), List.of());
    }

    /** Cluster Autoscaler's brake: with too many nodes unready, nothing is decided. */
    public record Health(boolean healthy, String message) {
        public static final Health OK = new Health(true, "");
    }

    /** Those for replacements too. */
    public List<ScaleUp> scaleUps() {
        return Stream.concat(
                        actions.stream().filter(ScaleUp.class::isInstance).map(ScaleUp.class::cast),
                        replacements().stream().flatMap(each -> each.orders().stream()))
                .toList();
    }

    public List<Replacement> replacements() {
        return actions.stream()
                .filter(Replacement.class::isInstance)
                .map(Replacement.class::cast)
                .toList();
    }

    public List<NodeRemoval> removals() {
        return actions.stream()
                .filter(NodeRemoval.class::isInstance)
                .map(NodeRemoval.class::cast)
                .toList();
    }

    /** How many nodes that could go are not removed now for that reason. */
    public int heldBy(UnremovableReason reason) {
        return (int) nodes.stream().filter(verdict -> isHeldBy(verdict, reason)).count();
    }

    private static boolean isHeldBy(NodeVerdict verdict, UnremovableReason reason) {
        return switch (verdict) {
            case NodeVerdict.Unneeded unneeded ->
                    unneeded.heldBack().filter(reason::equals).isPresent();
            case NodeVerdict.Replaced replaced ->
                    replaced.heldBack().filter(reason::equals).isPresent();
            case NodeVerdict.Unremovable _ -> false;
        };
    }
}

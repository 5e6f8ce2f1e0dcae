package io.plimsoll.autoscaler.decision.scaledown;

import io.plimsoll.autoscaler.decision.answer.Action.NodeRemoval;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A node that the others can do without.
 *
 * @param index of the node in the cluster
 */
record UnneededNode(
        int index,
        Eligibility.Verdict.Eligible candidate,
        RemovalSimulation.Outcome.Removable removal,
        Instant since) {

    String name() {
        return candidate.node().name();
    }

    NodeGroup group() {
        return candidate.group();
    }

    boolean isEmpty() {
        return removal.podsMoveTo().isEmpty();
    }

    NodeVerdict.Unneeded verdict(Optional<UnremovableReason> heldBack) {
        return new NodeVerdict.Unneeded(
                name(),
                Optional.of(group().name()),
                OptionalInt.of(candidate.utilization().permille()),
                since,
                new NodeVerdict.Removal(removal.podsMoveTo(), heldBack));
    }

    NodeVerdict.Replaced replaced(Optional<UnremovableReason> heldBack) {
        return new NodeVerdict.Replaced(
                name(),
                Optional.of(group().name()),
                OptionalInt.of(candidate.utilization().permille()),
                since,
                new NodeVerdict.Removal(removal.podsMoveTo(), heldBack));
    }

    /** Of one that was marked to be replaced. */
    NodeRemoval replacing(Instant now) {
        String reason =
                "marked %s ago because others serve its pods for less; %s"
                        .formatted(inWords(Duration.between(since, now)), pods());
        return new NodeRemoval(name(), group().name(), removal.podsMoveTo(), reason);
    }

    private String pods() {
        int moving = removal.podsMoveTo().size();
        return switch (moving) {
            case 0 -> "no pod has to move";
            case 1 -> "its pod fits on another node";
            default -> "its %d pods fit on other nodes".formatted(moving);
        };
    }

    NodeRemoval going(Instant now) {
        String reason =
                "unneeded for %s at %d.%d %% utilization; %s"
                        .formatted(
                                inWords(Duration.between(since, now)),
                                candidate.utilization().permille() / 10,
                                candidate.utilization().permille() % 10,
                                pods());
        return new NodeRemoval(name(), group().name(), removal.podsMoveTo(), reason);
    }

    private static String inWords(Duration duration) {
        return duration.toMinutes() > 0
                ? "%d min".formatted(duration.toMinutes())
                : "%d s".formatted(duration.toSeconds());
    }
}

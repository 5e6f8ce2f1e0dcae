package io.plimsoll.autoscaler.decision.scaledown;

import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.model.MachineSize;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Patience;
import io.plimsoll.autoscaler.decision.scaledown.Eligibility.Verdict.Eligible;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lets unneeded nodes go, one after the other, while time and minima allow. Mutable: each node that
 * goes leaves less for the next.
 */
final class RemovalGate {

    private final ClusterState state;
    private final Patience patience;
    private final Instant now;
    private final Map<String, Integer> leaving;
    private MachineSize spare;

    /**
     * @param leaving how many nodes of each group are on their way out, beyond its target
     * @param spare what the cluster has above its minimum of cores and memory
     */
    RemovalGate(
            ClusterState state,
            Patience patience,
            Map<String, Integer> leaving,
            MachineSize spare,
            Instant now) {
        this.state = state;
        this.patience = patience;
        this.now = now;
        this.leaving = new HashMap<>(leaving);
        this.spare = spare;
    }

    /** Empty when the node may go; then it counts as gone. */
    Optional<UnremovableReason> holdBack(Eligible candidate, Instant since) {
        Optional<UnremovableReason> tooEarly =
                tooEarly(candidate.standing().ready(), candidate.group(), since);
        return tooEarly.isPresent() ? tooEarly : holdBack(candidate);
    }

    /** As {@link #holdBack(Eligible, Instant)}, whatever the time. */
    Optional<UnremovableReason> holdBack(Eligible candidate) {
        Node node = candidate.node();
        NodeGroup group = candidate.group();
        int size = state.atHand(group) - leaving.getOrDefault(group.name(), 0);
        if (size <= group.size().min()) {
            return Optional.of(UnremovableReason.NODE_GROUP_MIN_SIZE_REACHED);
        }
        MachineSize machine = MachineSize.of(node);
        if (machine.cores() > spare.cores() || machine.memoryBytes() > spare.memoryBytes()) {
            return Optional.of(UnremovableReason.MINIMAL_RESOURCE_LIMIT_EXCEEDED);
        }
        spare = spare.minus(machine);
        leaving.merge(group.name(), 1, Integer::sum);
        return Optional.empty();
    }

    private Optional<UnremovableReason> tooEarly(boolean ready, NodeGroup group, Instant since) {
        if (ready) {
            Duration wait = group.options().unneededTime().orElse(patience.unneededTime());
            return since.plus(wait).isBefore(now)
                    ? Optional.empty()
                    : Optional.of(UnremovableReason.NOT_UNNEEDED_LONG_ENOUGH);
        }
        Duration wait = group.options().unreadyTime().orElse(patience.unreadyTime());
        return since.plus(wait).isBefore(now)
                ? Optional.empty()
                : Optional.of(UnremovableReason.NOT_UNREADY_LONG_ENOUGH);
    }
}

package io.plimsoll.autoscaler.decision.interruption;

import io.plimsoll.autoscaler.decision.answer.Action.EndInterrupted;
import io.plimsoll.autoscaler.decision.answer.Action.Sequel;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.clusterstate.GroupReadiness;
import io.plimsoll.autoscaler.decision.model.Interruption;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of a group's size when a machine goes. Where a node was ordered in its place, the
 * size goes down with the machine, or the cloud would order one more; never below what others asked
 * for, so in all other cases it stays, and what is too much then leaves as any node that nobody
 * needs.
 *
 * <p>Mutable: each machine that goes leaves less for the next.
 */
public final class GroupSeats {
    private final ClusterState state;
    private final Set<String> ending = new HashSet<>();
    private final Map<String, Integer> gone;
    private final Collection<PodVerdict> pods;

    /**
     * @param leaving how many nodes of each group are on their way out, beyond its target
     * @param verdicts on the pods of this loop
     */
    public GroupSeats(
            ClusterState state, Map<String, Integer> leaving, Collection<PodVerdict> verdicts) {
        this.state = state;
        this.gone = new HashMap<>(leaving);
        state.ending().forEach(node -> ending.add(node.name()));
        this.pods = verdicts;
    }

    /**
     * Empty where the machine is ending already, or nobody here may end it.
     *
     * @param withPods whatever is still on it does not leave it
     */
    Optional<EndInterrupted> giveUp(InterruptedNode node, boolean withPods) {
        Optional<NodeGroup> group =
                state.groupOf(node.node().spec().providerId())
                        .filter(found -> !found.isLeftAlone())
                        .filter(_ -> !ending.contains(node.name()))
                        .filter(_ -> !state.view().unreadablePods().containsKey(node.name()));
        return group.map(found -> {
            Optional<String> keeps = keepsItsSize(found, node.interruption());
            if (keeps.isEmpty()) {
                gone.merge(found.name(), 1, Integer::sum);
            }
            return new EndInterrupted(
                    node.name(),
                    found.name(),
                    keeps.isEmpty() ? Sequel.SMALLER : Sequel.REPLACED,
                    withPods,
                    "%s; %s"
                            .formatted(
                                    node.interruption().kind().inWords(),
                                    keeps.orElse("another was ordered in its place")));
        });
    }

    /** Why a machine that goes is to be replaced by the cloud; empty where it is not. */
    private Optional<String> keepsItsSize(NodeGroup group, Interruption interruption) {
        if (!interruption.replaced()) {
            return Optional.of("nothing was ordered in its place");
        }
        NodeGroup.Size size = group.size();
        if (size.target() - gone.getOrDefault(group.name(), 0) <= size.min()) {
            return Optional.of("the group is at its minimum of " + size.min());
        }
        if (pods.stream().anyMatch(pod -> waitsFor(group, pod))) {
            return Optional.of("pods wait for a node of the group");
        }
        GroupReadiness readiness = state.groups().get(group.name());
        return readiness != null && readiness.liveInstances() > size.target()
                ? Optional.of("the cloud has launched another already")
                : Optional.empty();
    }

    /** The group would help, if only it could grow; or nobody has looked yet. */
    private static boolean waitsFor(NodeGroup group, PodVerdict verdict) {
        return switch (verdict) {
            case PodVerdict.AwaitsEvaluation _ -> true;
            case PodVerdict.Unschedulable(_, var rejections) ->
                    rejections.stream()
                            .anyMatch(rejection ->
                                    rejection.nodeGroup().equals(group.name())
                                            && rejection
                                                    .plugin()
                                                    .equals(PodVerdict.Rejection.BY_GROUP));
            case PodVerdict.FitsExistingNode _,
                    PodVerdict.TriggersScaleUp _,
                    PodVerdict.Ignored _ ->
                    false;
        };
    }
}

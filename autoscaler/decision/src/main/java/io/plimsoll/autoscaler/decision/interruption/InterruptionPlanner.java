package io.plimsoll.autoscaler.decision.interruption;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.answer.Action.EndInterrupted;
import io.plimsoll.autoscaler.decision.answer.Action.Evict;
import io.plimsoll.autoscaler.decision.answer.Action.NoteReplacement;
import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.answer.BlockingReason;
import io.plimsoll.autoscaler.decision.model.Interruption.Kind;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.scaledown.drainability.DrainFacts;
import io.plimsoll.autoscaler.decision.scaledown.drainability.DrainRules;
import io.plimsoll.autoscaler.decision.scaledown.drainability.Drainability;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Empties nodes that lose their machines, in the time that is left, and gives up the machines that
 * are empty. A pod goes as soon as there is room for it on a node that is there; one that has none
 * keeps serving until a replacement is ready, or until the time is just enough for it to end.
 *
 * <p>Nothing is remembered: who looks at the cluster in the next loop, or in another process, goes
 * on with what is there.
 */
public final class InterruptionPlanner {

    /** What a machine is not relied on for, at the end of its time. */
    private static final Duration MARGIN = Duration.ofSeconds(15);

    /** As the kubelet ends pods when its node is shut down. */
    private static final Comparator<Pod> LEAST_IMPORTANT_FIRST =
            Comparator.comparingInt((Pod pod) -> pod.spec().policy().priority())
                    .thenComparing(Pod::key);

    private final DrainFacts facts;
    private final int cutoff;
    private final Set<ObjectKey> haveRoom;
    private final GroupSeats seats;
    private final Instant now;

    /**
     * @param cutoff below which priority nobody misses a pod
     * @param haveRoom displaced pods for which there is room on nodes that are there
     * @param seats of the groups whose machines go
     */
    public InterruptionPlanner(
            DrainFacts facts, int cutoff, Set<ObjectKey> haveRoom, GroupSeats seats) {
        this.facts = facts;
        this.cutoff = cutoff;
        this.haveRoom = Set.copyOf(haveRoom);
        this.seats = seats;
        this.now = facts.now();
    }

    /**
     * Which of the nodes get a replacement by these orders; each new node is one's at most.
     *
     * @param orders that are made for displaced pods too
     */
    public static List<NoteReplacement> replacements(
            List<InterruptedNode> nodes, List<ScaleUp> orders) {
        Set<ObjectKey> helped = new HashSet<>();
        orders.forEach(order -> helped.addAll(order.pods()));
        int ordered = orders.stream().mapToInt(order -> order.to() - order.from()).sum();
        return nodes.stream()
                .filter(node -> !node.interruption().replaced())
                .filter(node -> node.displaced().stream().map(Pod::key).anyMatch(helped::contains))
                .limit(ordered)
                .map(node -> new NoteReplacement(node.name()))
                .toList();
    }

    public List<Action.Planned> plan(List<InterruptedNode> nodes) {
        List<Action.Planned> actions = new ArrayList<>();
        for (InterruptedNode node : nodes) {
            List<Pod> staying = node.staying(cutoff);
            boolean givesUp =
                    node.interruption().kind() == Kind.REPAIR
                            && !now.isBefore(node.interruption().by());
            if (staying.isEmpty() || givesUp) {
                end(node, !staying.isEmpty()).ifPresent(actions::add);
                continue;
            }
            staying.stream()
                    .filter(pod -> pod.metadata().deletionTime().isEmpty())
                    .filter(pod -> leaves(pod, node, staying))
                    .sorted(LEAST_IMPORTANT_FIRST)
                    .forEach(pod -> actions.add(new Evict(pod.key(), node.name())));
        }
        return actions;
    }

    private boolean leaves(Pod pod, InterruptedNode node, List<Pod> staying) {
        return switch (node.interruption().kind()) {
            case ENDING, REPAIR -> true;
            case SPOT, MAINTENANCE -> isLastCall(pod, node) || (hasRoom(pod) && mayMove(pod));
            // The machine may well stay, so a pod that must not be moved keeps it, with the others.
            case REBALANCE -> hasRoom(pod) && staying.stream().allMatch(this::mayMove);
        };
    }

    private boolean hasRoom(Pod pod) {
        return haveRoom.contains(pod.key());
    }

    private boolean isLastCall(Pod pod, InterruptedNode node) {
        Instant latest =
                node.interruption()
                        .by()
                        .minus(MARGIN)
                        .minus(pod.spec().policy().terminationGracePeriod());
        return !now.isBefore(latest);
    }

    /** What budgets allow the API says when it is asked. */
    private boolean mayMove(Pod pod) {
        return !(DrainRules.check(pod, facts) instanceof Drainability.Blocked(var reason))
                || reason == BlockingReason.NOT_ENOUGH_PDB;
    }

    private Optional<EndInterrupted> end(InterruptedNode node, boolean withPods) {
        boolean endsByItself = node.interruption().kind() == Kind.ENDING;
        return endsByItself || node.node().asksForDelay()
                ? Optional.empty()
                : seats.giveUp(node, withPods);
    }
}

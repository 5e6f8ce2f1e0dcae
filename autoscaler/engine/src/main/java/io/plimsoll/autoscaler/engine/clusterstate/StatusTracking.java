package io.plimsoll.autoscaler.engine.clusterstate;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.clusterstate.GroupReadiness;
import io.plimsoll.autoscaler.decision.model.Brake;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.HealthOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.engine.port.ClusterStatus;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.Condition;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.GroupHealth;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.GroupScaleUp;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.HealthState;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.NodeCounts;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.NodeGroupStatus;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.ScaleDownState;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.ScaleUpState;
import io.plimsoll.autoscaler.engine.port.ScaleUpMemory;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes each loop's status, and knows since when each condition has held. */
public final class StatusTracking {
    private static final String CLUSTER_WIDE = "";
    private static final GroupReadiness.Instances NO_INSTANCES =
            new GroupReadiness.Instances(List.of(), List.of(), 0, 0);

    private final HealthOptions options;
    private final Map<String, Condition<?>> conditions = new HashMap<>();

    public StatusTracking(HealthOptions options) {
        this.options = options;
    }

    public ClusterStatus status(
            ClusterState state,
            History history,
            Decision decision,
            ScaleUpMemory memory,
            Instant now) {
        boolean healthy = decision.health().healthy();
        boolean grows = !history.scaleUps().isEmpty();
        Map<String, Integer> byGroup = candidates(decision);
        int candidates = byGroup.values().stream().mapToInt(Integer::intValue).sum();
        NodeCounts nodes = counts(state.ungrouped(), NO_INSTANCES);
        for (GroupReadiness group : state.groups().values()) {
            nodes = nodes.plus(counts(group.nodes(), group.instances()));
        }
        ClusterStatus.ClusterWide clusterWide =
                new ClusterStatus.ClusterWide(
                        since(CLUSTER_WIDE, health(healthy), now),
                        nodes,
                        since(
                                CLUSTER_WIDE,
                                grows ? ScaleUpState.IN_PROGRESS : ScaleUpState.NO_ACTIVITY,
                                now),
                        since(CLUSTER_WIDE, scaleDown(candidates), now),
                        optional(candidates));
        return new ClusterStatus(
                now,
                message(state, decision),
                clusterWide,
                state.groups().values().stream()
                        .map(group -> {
                            int unneeded = byGroup.getOrDefault(group.group().name(), 0);
                            return status(group, history, unneeded, now);
                        })
                        .toList(),
                memory);
    }

    /** Why the autoscaler holds still, and what it holds because it cannot see. */
    private static String message(ClusterState state, Decision decision) {
        return Stream.of(
                        brake(state.brake()),
                        decision.health().message(),
                        state.view().problem(),
                        heldByRate(decision))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String brake(Brake brake) {
        return switch (brake) {
            case Brake.Released() -> "";
            case Brake.Pulled(String why) -> "observing only: " + why;
        };
    }

    private static String heldByRate(Decision decision) {
        int held = decision.heldBy(UnremovableReason.REMOVAL_RATE_REACHED);
        return held == 0
                ? ""
                : "%d unneeded nodes wait for --max-node-removals-per-hour".formatted(held);
    }

    private NodeGroupStatus status(
            GroupReadiness census, History history, int candidates, Instant now) {
        NodeGroup group = census.group();
        String name = group.name();
        boolean healthy = isHealthy(census);
        Optional<History.Backoff> backoff = Optional.ofNullable(history.backoffs().get(name));
        return new NodeGroupStatus(
                name,
                new GroupHealth(
                        since(name, health(healthy), now),
                        counts(census.nodes(), census.instances()),
                        group.size().target(),
                        group.size().min(),
                        group.size().max()),
                new GroupScaleUp(
                        since(name, scaleUp(healthy, backoff, history, name), now),
                        backoff,
                        leftAlone(group)),
                since(name, scaleDown(candidates), now),
                optional(candidates));
    }

    /**
     * Cluster Autoscaler's rule, and none of its instances runs for nothing: one that never became
     * a node and that the group's minimum holds is for a person to look at.
     */
    private boolean isHealthy(GroupReadiness census) {
        return census.isHealthy(options) && census.instances().longUnregistered().isEmpty();
    }

    private static NodeCounts counts(
            GroupReadiness.Nodes nodes, GroupReadiness.Instances instances) {
        return new NodeCounts(
                nodes.ready().size(),
                nodes.unready().size(),
                nodes.notStarted().size(),
                instances.beingDeleted(),
                instances.unregistered().size(),
                instances.longUnregistered().size());
    }

    private static ScaleUpState scaleUp(
            boolean healthy, Optional<History.Backoff> backoff, History history, String group) {
        if (history.scaleUps().containsKey(group)) {
            return ScaleUpState.IN_PROGRESS;
        }
        if (backoff.isPresent()) {
            return ScaleUpState.BACKOFF;
        }
        return healthy ? ScaleUpState.NO_ACTIVITY : ScaleUpState.UNHEALTHY;
    }

    private static Optional<String> leftAlone(NodeGroup group) {
        return switch (group.template()) {
            case NodeGroup.Template.LeftAlone(String reason) -> Optional.of(reason);
            case NodeGroup.Template.Known _, NodeGroup.Template.Unknown _ -> Optional.empty();
        };
    }

    private static HealthState health(boolean healthy) {
        return healthy ? HealthState.HEALTHY : HealthState.UNHEALTHY;
    }

    private static ScaleDownState scaleDown(int candidates) {
        return candidates > 0 ? ScaleDownState.CANDIDATES_PRESENT : ScaleDownState.NO_CANDIDATES;
    }

    private static OptionalInt optional(int candidates) {
        return candidates > 0 ? OptionalInt.of(candidates) : OptionalInt.empty();
    }

    /** How many nodes of each group are unneeded. */
    private static Map<String, Integer> candidates(Decision decision) {
        Map<String, Integer> candidates = new HashMap<>();
        for (NodeVerdict verdict : decision.nodes()) {
            if (verdict instanceof NodeVerdict.Unneeded unneeded) {
                candidates.merge(unneeded.nodeGroup().orElse(""), 1, Integer::sum);
            }
        }
        return candidates;
    }

    @SuppressWarnings("unchecked") // The key holds the state's class.
    private <S extends Enum<S>> Condition<S> since(String group, S state, Instant now) {
        String key = group + "/" + state.getDeclaringClass().getSimpleName();
        return (Condition<S>)
                conditions.merge(
                        key,
                        new Condition<>(state, now),
                        (before, fresh) -> before.state() == fresh.state() ? before : fresh);
    }
}

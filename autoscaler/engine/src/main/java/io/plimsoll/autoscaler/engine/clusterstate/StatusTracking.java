package io.plimsoll.autoscaler.engine.clusterstate;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.HealthOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.engine.port.ClusterStatus;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.Condition;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.GroupHealth;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.GroupScaleUp;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.HealthState;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.NodeGroupStatus;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.ScaleDownState;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.ScaleUpState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes each loop's status, and knows since when each condition has held. */
public final class StatusTracking {
    private static final String CLUSTER_WIDE = "";

    private final HealthOptions options;
    private final Map<String, Condition<?>> conditions = new HashMap<>();

    public StatusTracking(HealthOptions options) {
        this.options = options;
    }

    public ClusterStatus status(
            NodeCensus census, History history, Decision decision, Instant now) {
        boolean healthy = decision.health().healthy();
        boolean grows = !history.scaleUps().isEmpty();
        int candidates = candidates(decision, Optional.empty());
        ClusterStatus.ClusterWide clusterWide =
                new ClusterStatus.ClusterWide(
                        since(CLUSTER_WIDE, health(healthy), now),
                        census.nodes(),
                        since(
                                CLUSTER_WIDE,
                                grows ? ScaleUpState.IN_PROGRESS : ScaleUpState.NO_ACTIVITY,
                                now),
                        since(CLUSTER_WIDE, scaleDown(candidates), now),
                        optional(candidates));
        return new ClusterStatus(
                now,
                decision.health().message(),
                clusterWide,
                census.groups().values().stream()
                        .map(group -> status(group, history, decision, now))
                        .toList());
    }

    private NodeGroupStatus status(
            GroupCensus census, History history, Decision decision, Instant now) {
        String name = census.group().name();
        boolean healthy = isHealthy(census, history);
        Optional<String> backoff =
                Optional.ofNullable(history.backoffs().get(name)).map(History.Backoff::reason);
        int candidates = candidates(decision, Optional.of(name));
        return new NodeGroupStatus(
                name,
                new GroupHealth(
                        since(name, health(healthy), now),
                        census.nodes(),
                        census.group().size().target(),
                        census.group().size().min(),
                        census.group().size().max()),
                new GroupScaleUp(
                        since(name, scaleUp(healthy, backoff, history, name), now), backoff),
                since(name, scaleDown(candidates), now),
                optional(candidates));
    }

    /** Cluster Autoscaler's rule: too many of the nodes that should be ready are not. */
    private boolean isHealthy(GroupCensus census, History history) {
        History.ScaleUpInFlight inFlight = history.scaleUps().get(census.group().name());
        int expected =
                census.group().size().target()
                        - (inFlight == null ? 0 : inFlight.increase())
                        - census.nodes().longUnregistered();
        int missing = expected - census.nodes().ready();
        int registered = census.nodes().registered();
        return missing <= options.okTotalUnreadyCount()
                || missing * 100L <= (long) options.maxTotalUnreadyPercent() * registered;
    }

    private static ScaleUpState scaleUp(
            boolean healthy, Optional<String> backoff, History history, String group) {
        if (history.scaleUps().containsKey(group)) {
            return ScaleUpState.IN_PROGRESS;
        }
        if (backoff.isPresent()) {
            return ScaleUpState.BACKOFF;
        }
        return healthy ? ScaleUpState.NO_ACTIVITY : ScaleUpState.UNHEALTHY;
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

    private static int candidates(Decision decision, Optional<String> group) {
        return (int)
                decision.nodes().stream()
                        .filter(NodeVerdict.Unneeded.class::isInstance)
                        .filter(verdict -> group.isEmpty() || verdict.nodeGroup().equals(group))
                        .count();
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

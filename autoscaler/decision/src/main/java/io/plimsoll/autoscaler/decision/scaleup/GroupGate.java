package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.clusterstate.GroupReadiness;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.HealthOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.scaleup.Refusal.Kind;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import io.plimsoll.autoscaler.decision.template.GroupTemplates;
import java.time.Instant;
import java.util.Optional;

/** Which groups may not grow now, whatever the pods; reasons in Cluster Autoscaler's words. */
final class GroupGate {

    private static final String NOT_READY = "not ready for scale-up";

    private final GroupTemplates templates;
    private final Headroom headroom;
    private final HealthOptions options;
    private final History history;
    private final Instant now;

    GroupGate(
            GroupTemplates templates,
            Headroom headroom,
            HealthOptions options,
            History history,
            Instant now) {
        this.templates = templates;
        this.headroom = headroom;
        this.options = options;
        this.history = history;
        this.now = now;
    }

    /** Empty for a group that may grow. */
    Optional<Refusal> skip(GroupReadiness readiness) {
        NodeGroup group = readiness.group();
        String problem = templates.problems().get(group.name());
        if (group.isLeftAlone()) {
            return Optional.ofNullable(problem).map(text -> new Refusal(Kind.UNKNOWN, text));
        }
        Optional<Refusal> unsafe = unsafe(readiness);
        if (unsafe.isPresent()) {
            return unsafe;
        }
        if (group.size().suspended()) {
            return refusal(Kind.SUSPENDED, "its process Launch is suspended");
        }
        if (group.size().target() >= group.size().max()) {
            return refusal(Kind.AT_MAXIMUM, "max node group size reached");
        }
        if (problem != null) {
            return refusal(Kind.UNKNOWN, problem);
        }
        GroupTemplate template = templates.known().get(group.name());
        return template == null
                ? refusal(Kind.UNREADY, NOT_READY)
                : headroom.excludes(template).map(text -> new Refusal(Kind.LIMITS, text));
    }

    /** Empty for a group that can be trusted to deliver. */
    private Optional<Refusal> unsafe(GroupReadiness readiness) {
        if (!readiness.isHealthy(options)) {
            return refusal(Kind.UNREADY, NOT_READY);
        }
        History.Backoff backoff = history.backoffs().get(readiness.group().name());
        return backoff != null && backoff.until().isAfter(now)
                ? refusal(Kind.BACKOFF, "in backoff after failed scale-up")
                : Optional.empty();
    }

    private static Optional<Refusal> refusal(Kind kind, String reason) {
        return Optional.of(new Refusal(kind, reason));
    }
}

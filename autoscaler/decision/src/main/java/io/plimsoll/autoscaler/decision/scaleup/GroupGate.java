package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.clusterstate.GroupReadiness;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.HealthOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import io.plimsoll.autoscaler.decision.template.GroupTemplates;
import java.time.Instant;
import java.util.Optional;

/** Which groups may not grow now, whatever the pods; reasons in Cluster Autoscaler's words. */
final class GroupGate {

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
    Optional<String> skip(GroupReadiness readiness) {
        NodeGroup group = readiness.group();
        String problem = templates.problems().get(group.name());
        if (group.isLeftAlone()) {
            return Optional.ofNullable(problem);
        }
        Optional<String> unsafe = unsafe(readiness);
        if (unsafe.isPresent()) {
            return unsafe;
        }
        if (group.size().suspended()) {
            return Optional.of("its process Launch is suspended");
        }
        if (group.size().target() >= group.size().max()) {
            return Optional.of("max node group size reached");
        }
        if (problem != null) {
            return Optional.of(problem);
        }
        GroupTemplate template = templates.known().get(group.name());
        return template == null
                ? Optional.of("not ready for scale-up")
                : headroom.excludes(template);
    }

    /** Empty for a group that can be trusted to deliver. */
    Optional<String> unsafe(GroupReadiness readiness) {
        if (!readiness.isHealthy(options)) {
            return Optional.of("not ready for scale-up");
        }
        History.Backoff backoff = history.backoffs().get(readiness.group().name());
        return backoff != null && backoff.until().isAfter(now)
                ? Optional.of("in backoff after failed scale-up")
                : Optional.empty();
    }
}

package io.plimsoll.autoscaler.kubernetes.report;

import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.engine.port.ClusterStatus;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.Condition;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.HealthState;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.NodeCounts;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.NodeGroupStatus;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.ScaleDownState;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.ScaleUpState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The status as Cluster Autoscaler since 1.30 lays it out ({@code clusterstate/api/types.go}), to
 * be written as YAML.
 */
final class StatusDocument {
    /** Go's {@code 2006-01-02 15:04:05.999999999 -0700 MST} in UTC. */
    private static final DateTimeFormatter GO_TIME =
            new DateTimeFormatterBuilder()
                    .appendPattern("yyyy-MM-dd HH:mm:ss")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .appendLiteral(" +0000 UTC")
                    .toFormatter(Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final int MAX_MESSAGE = 500;

    private final ClusterStatus status;

    private StatusDocument(ClusterStatus status) {
        this.status = status;
    }

    static Map<String, Object> of(ClusterStatus status) {
        return new StatusDocument(status).document();
    }

    static String goTime(Instant time) {
        return GO_TIME.format(time);
    }

    private Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("time", goTime(status.time()));
        document.put("autoscalerStatus", "Running");
        if (!status.message().isEmpty()) {
            document.put("message", status.message());
        }
        document.put("clusterWide", clusterWide(status.clusterWide()));
        document.put("nodeGroups", status.nodeGroups().stream().map(this::nodeGroup).toList());
        return document;
    }

    private Map<String, Object> clusterWide(ClusterStatus.ClusterWide clusterWide) {
        Map<String, Object> health = condition(name(clusterWide.health().state()));
        health.put("nodeCounts", counts(clusterWide.nodes()));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("health", times(health, clusterWide.health()));
        document.put(
                "scaleUp",
                times(condition(name(clusterWide.scaleUp().state())), clusterWide.scaleUp()));
        document.put(
                "scaleDown", scaleDown(clusterWide.scaleDown(), clusterWide.scaleDownCandidates()));
        return document;
    }

    private Map<String, Object> nodeGroup(NodeGroupStatus group) {
        Map<String, Object> health = condition(name(group.health().health().state()));
        health.put("nodeCounts", counts(group.health().nodes()));
        health.put("cloudProviderTarget", group.health().target());
        health.put("minSize", group.health().min());
        health.put("maxSize", group.health().max());
        Map<String, Object> scaleUp = condition(name(group.scaleUp().scaleUp().state()));
        group.scaleUp().backoff().ifPresent(reason -> scaleUp.put("backoffInfo", backoff(reason)));
        group.scaleUp().leftAlone().ifPresent(reason -> scaleUp.put("leftAlone", reason));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", group.name());
        document.put("health", times(health, group.health().health()));
        document.put("scaleUp", times(scaleUp, group.scaleUp().scaleUp()));
        document.put("scaleDown", scaleDown(group.scaleDown(), group.scaleDownCandidates()));
        return document;
    }

    private static Map<String, Object> backoff(History.Backoff reason) {
        Map<String, Object> backoff = new LinkedHashMap<>();
        backoff.put("errorCode", reason.code());
        String message = reason.message();
        backoff.put("errorMessage", message.substring(0, Math.min(message.length(), MAX_MESSAGE)));
        return backoff;
    }

    private Map<String, Object> scaleDown(
            Condition<ScaleDownState> scaleDown, OptionalInt candidates) {
        Map<String, Object> document = condition(name(scaleDown.state()));
        candidates.ifPresent(number -> document.put("candidates", number));
        return times(document, scaleDown);
    }

    private static Map<String, Object> condition(String state) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("status", state);
        return document;
    }

    private Map<String, Object> times(Map<String, Object> document, Condition<?> condition) {
        document.put("lastProbeTime", status.time().toString());
        document.put("lastTransitionTime", condition.since().toString());
        return document;
    }

    private static Map<String, Object> counts(NodeCounts nodes) {
        Map<String, Object> unready = new LinkedHashMap<>();
        unready.put("total", nodes.unready());
        unready.put("resourceUnready", 0);
        Map<String, Object> registered = new LinkedHashMap<>();
        registered.put("total", nodes.registered());
        registered.put("ready", nodes.ready());
        registered.put("notStarted", nodes.notStarted());
        if (nodes.beingDeleted() > 0) {
            registered.put("beingDeleted", nodes.beingDeleted());
        }
        registered.put("unready", unready);
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("registered", registered);
        counts.put("longUnregistered", nodes.longUnregistered());
        counts.put("unregistered", nodes.unregistered());
        return counts;
    }

    private static String name(HealthState state) {
        return switch (state) {
            case HEALTHY -> "Healthy";
            case UNHEALTHY -> "Unhealthy";
        };
    }

    private static String name(ScaleUpState state) {
        return switch (state) {
            case IN_PROGRESS -> "InProgress";
            case NO_ACTIVITY -> "NoActivity";
            case UNHEALTHY -> "Unhealthy";
            case BACKOFF -> "Backoff";
        };
    }

    private static String name(ScaleDownState state) {
        return switch (state) {
            case CANDIDATES_PRESENT -> "CandidatesPresent";
            case NO_CANDIDATES -> "NoCandidates";
        };
    }
}

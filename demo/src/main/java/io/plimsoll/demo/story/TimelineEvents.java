package io.plimsoll.demo.story;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.demo.timeline.TimelineEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** World events as the timeline file tells them. */
final class TimelineEvents {

    private final Instant start;

    TimelineEvents(Instant start) {
        this.start = start;
    }

    List<TimelineEvent> convert(List<WorldEvent> events) {
        return events.stream().flatMap(event -> convert(event).stream()).toList();
    }

    /** Empty for kinds that the file does not have. */
    private Optional<TimelineEvent> convert(WorldEvent event) {
        return switch (event) {
            case WorldEvent.PodPending e -> told(e, "pod", e.pod(), "message", e.message());
            case WorldEvent.PodRunning e ->
                    told(
                            e,
                            "pod",
                            e.pod(),
                            "node",
                            e.node(),
                            "waitedSeconds",
                            Recorder.seconds(e.waited()));
            case WorldEvent.ScaleUp e ->
                    told(
                            e,
                            "nodeGroup",
                            e.nodeGroup(),
                            "from",
                            e.from(),
                            "to",
                            e.to(),
                            "reason",
                            e.reason());
            case WorldEvent.InstanceLaunched e ->
                    told(e, "nodeGroup", e.nodeGroup(), "instance", e.instance(), "zone", e.zone());
            case WorldEvent.NodeReady e -> told(e, "nodeGroup", e.nodeGroup(), "node", e.node());
            case WorldEvent.ScaleDown e ->
                    told(e, "nodeGroup", e.nodeGroup(), "node", e.node(), "reason", e.reason());
            case WorldEvent.NodeGone e -> told(e, "nodeGroup", e.nodeGroup(), "node", e.node());
            case WorldEvent.HpaScaled e -> told(e, "hpa", e.hpa(), "from", e.from(), "to", e.to());
            case WorldEvent.LoadChanged e ->
                    told(
                            e,
                            "deployment",
                            e.deployment(),
                            "requestsPerSecond",
                            e.requestsPerSecond());
            case WorldEvent.SpotInterrupted e ->
                    told(e, "nodeGroup", e.nodeGroup(), "instance", e.instance());
            case WorldEvent.Evicted _, WorldEvent.PodGone _, WorldEvent.LaunchFailed _ ->
                    Optional.empty();
        };
    }

    private Optional<TimelineEvent> told(WorldEvent event, Object... namesAndValues) {
        Map<String, Object> details = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            details.put(
                    (String) namesAndValues[i],
                    value instanceof ObjectKey key ? key.toString() : value);
        }
        Duration since = Duration.between(start, event.time());
        return Optional.of(
                new TimelineEvent(
                        Recorder.seconds(since), event.getClass().getSimpleName(), details));
    }
}

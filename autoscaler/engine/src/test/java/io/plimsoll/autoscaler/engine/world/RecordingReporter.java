package io.plimsoll.autoscaler.engine.world;

import io.plimsoll.autoscaler.engine.port.ClusterStatus;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.Reporter;
import io.plimsoll.autoscaler.engine.port.ScaleUpMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what it is told. */
public final class RecordingReporter implements Reporter {
    private final List<String> events = new ArrayList<>();
    private final List<LoopReport> reports = new ArrayList<>();
    private Optional<ClusterStatus> status = Optional.empty();

    @Override
    public void event(ObjectReference object, Severity severity, String reason, String message) {
        events.add("%s %s %s: %s".formatted(object.kind(), object.name(), reason, message));
    }

    @Override
    public void status(ClusterStatus latest) {
        status = Optional.of(latest);
    }

    @Override
    public void loopEnded(LoopReport report) {
        reports.add(report);
    }

    /** Each as {@code Kind name Reason: message}. */
    public List<String> events() {
        return List.copyOf(events);
    }

    public List<LoopReport> reports() {
        return List.copyOf(reports);
    }

    /** What a new process finds. */
    public ScaleUpMemory memory() {
        return status.map(ClusterStatus::memory).orElse(ScaleUpMemory.NONE);
    }

    public ClusterStatus lastStatus() {
        return status.orElseThrow();
    }
}

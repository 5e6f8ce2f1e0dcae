package io.plimsoll.autoscaler.app.flight;

import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.Reporter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes each loop into a ring of files: whole at the beginning of a file, then what changed.
 * Trouble with the files is told once when it begins and once when it ends, and stops nothing.
 */
public final class FlightRecorder implements Reporter {

    private static final Logger LOG = LoggerFactory.getLogger(FlightRecorder.class);

    /** A full disk is not emptied by trying again with every loop. */
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);

    private final Path folder;
    private final AutoscalingOptions options;
    private final Optional<List<String>> flags;
    private final FlightRing ring;
    private Optional<FlightLine> last = Optional.empty();
    private Optional<Instant> failedAt = Optional.empty();

    /**
     * @param flags that the process was given, each with its value; none where it was given none
     */
    public FlightRecorder(FlightFolder folder, AutoscalingOptions options, List<String> flags) {
        this.folder = folder.path();
        this.options = options;
        this.flags = Optional.of(List.copyOf(flags));
        this.ring = new FlightRing(folder.path(), folder.maxBytes());
    }

    @Override
    public void event(ObjectReference object, Severity severity, String reason, String message) {}

    @Override
    public void loopEnded(LoopReport report) {
        if (isPause(report.time())) {
            return;
        }
        try {
            record(FlightLine.of(report, options, flags));
            failedAt.ifPresent(_ -> LOG.info("Flight record {} is written again", folder));
            failedAt = Optional.empty();
        } catch (IOException | RuntimeException e) {
            giveUp(e, report.time());
        }
    }

    /** A clock that was set back ends it, too. */
    private boolean isPause(Instant now) {
        return failedAt.filter(failure ->
                        !now.isBefore(failure) && now.isBefore(failure.plus(PAUSE_AFTER_FAILURE)))
                .isPresent();
    }

    private void record(FlightLine line) throws IOException {
        boolean whole = ring.opensFile() || last.isEmpty();
        JsonNode json =
                whole
                        ? FlightDelta.json(line)
                        : FlightDelta.between(last.get(), line).orElseGet(FlightRecorder::nothing);
        ring.write(FlightJson.MAPPER.writeValueAsString(json));
        last = Optional.of(line);
    }

    private static ObjectNode nothing() {
        return JsonNodeFactory.instance
                .objectNode()
                .set(FlightDelta.IN, JsonNodeFactory.instance.objectNode());
    }

    /** What was half-written is left behind; the next line begins a file. */
    private void giveUp(Exception failure, Instant now) {
        if (failedAt.isEmpty()) {
            LOG.warn(
                    "Flight record {} cannot be written, loops go on without: {}",
                    folder,
                    failure.toString());
        }
        failedAt = Optional.of(now);
        last = Optional.empty();
        try {
            ring.close();
        } catch (IOException _) {
            // The same trouble, told above.
        }
    }
}

package io.plimsoll.autoscaler.app.flight;

import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.Reporter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends a line to a file for each loop. An observation is written out when it differs from the
 * last one. Trouble with the file is logged and stops nothing.
 */
public final class FlightRecorder implements Reporter {

    private static final Logger LOG = LoggerFactory.getLogger(FlightRecorder.class);

    private final Path file;
    private final AutoscalingOptions options;
    private String lastDigest = "";

    public FlightRecorder(Path file, AutoscalingOptions options) {
        this.file = file;
        this.options = options;
    }

    @Override
    public void event(ObjectReference object, Severity severity, String reason, String message) {}

    @Override
    public void loopEnded(LoopReport report) {
        String digest = FlightJson.digest(report.observation());
        FlightLine line =
                new FlightLine(
                        report.time(),
                        digest,
                        Optional.of(report.observation()).filter(_ -> !digest.equals(lastDigest)),
                        report.history(),
                        options,
                        report.decision(),
                        report.outcomes());
        try {
            Files.writeString(
                    file,
                    FlightJson.MAPPER.writeValueAsString(line) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            lastDigest = digest;
        } catch (IOException e) {
            LOG.warn("Cannot write flight record {}: {}", file, e.getMessage());
        }
    }
}

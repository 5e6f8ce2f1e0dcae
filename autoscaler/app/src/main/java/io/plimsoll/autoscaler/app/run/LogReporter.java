package io.plimsoll.autoscaler.app.run;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.engine.port.Reporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log what was decided, why, and what came of it; a loop that did nothing is silent. */
final class LogReporter implements Reporter {

    private static final Logger LOG = LoggerFactory.getLogger("io.plimsoll.autoscaler.loop");

    @Override
    public void event(ObjectReference object, Severity severity, String reason, String message) {
        LOG.debug(
                "{} {}/{}: {}: {}",
                object.kind(),
                object.namespace(),
                object.name(),
                reason,
                message);
    }

    @Override
    public void loopEnded(LoopReport report) {
        if (!report.decision().health().healthy()) {
            LOG.warn("Holding still: {}", report.decision().health().message());
        }
        for (Decision.ScaleUp scaleUp : report.decision().scaleUps()) {
            LOG.info(
                    "Decided: {} from {} to {} nodes for {} pods: {}",
                    scaleUp.nodeGroup(),
                    scaleUp.from(),
                    scaleUp.to(),
                    scaleUp.pods().size(),
                    scaleUp.reason());
        }
        for (Decision.NodeDeletion deletion : report.decision().deletions()) {
            LOG.info(
                    "Decided: remove node {} of {}: {}",
                    deletion.node(),
                    deletion.nodeGroup(),
                    deletion.reason());
        }
        report.outcomes().forEach(LogReporter::log);
    }

    private static void log(Outcome outcome) {
        switch (outcome) {
            case Outcome.Done(String action) -> LOG.info("Done: {}", action);
            case Outcome.Failed(String action, String problem) ->
                    LOG.warn("Failed: {}: {}", action, problem);
        }
    }
}

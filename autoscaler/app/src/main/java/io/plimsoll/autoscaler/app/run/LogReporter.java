package io.plimsoll.autoscaler.app.run;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.model.ClusterView;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import io.plimsoll.autoscaler.engine.port.Reporter;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log what was decided, why, and what came of it; a loop that did nothing is silent. */
final class LogReporter implements Reporter {

    private static final Logger LOG = LoggerFactory.getLogger("io.plimsoll.autoscaler.loop");

    private Optional<String> told = Optional.empty();

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
        tellTrouble(trouble(report));
        for (Action.Planned action : report.decision().actions()) {
            switch (action) {
                case Action.ScaleUp scaleUp ->
                        LOG.info(
                                "Decided: {} from {} to {} nodes for {} pods: {}",
                                scaleUp.nodeGroup(),
                                scaleUp.from(),
                                scaleUp.to(),
                                scaleUp.pods().size(),
                                scaleUp.reason());
                case Action.NodeDeletion deletion ->
                        LOG.info(
                                "Decided: remove node {} of {}: {}",
                                deletion.node(),
                                deletion.nodeGroup(),
                                deletion.reason());
                case Action.Replacement replacement ->
                        LOG.info("Decided: {}: {}", replacement.inWords(), replacement.reason());
            }
        }
        report.outcomes().forEach(LogReporter::log);
    }

    /** A line when it begins or becomes another, and one when it ends. */
    private void tellTrouble(Optional<String> now) {
        if (now.isPresent() && !now.equals(told)) {
            LOG.warn("Holding still: {}", now.get());
        }
        if (now.isEmpty() && told.isPresent()) {
            LOG.info("Going on");
        }
        told = now;
    }

    private static Optional<String> trouble(LoopReport report) {
        if (!report.decision().health().healthy()) {
            return Optional.of(report.decision().health().message());
        }
        ClusterView view = report.observation().cluster().view();
        return view.isStale()
                ? Optional.of("nothing is removed: " + view.problem())
                : Optional.empty();
    }

    private static void log(Outcome outcome) {
        switch (outcome) {
            case Outcome.Begun(Action action) -> LOG.info("Begun: {}", action.inWords());
            case Outcome.Done(Action action) -> LOG.info("Done: {}", action.inWords());
            case Outcome.Failed(Action action, Problem problem) ->
                    LOG.warn("Failed: {}: {}", action.inWords(), problem.message());
            case Outcome.NotDelivered(String group, Problem problem) ->
                    LOG.warn("Node group {} did not deliver: {}", group, problem.message());
            case Outcome.Unanswered(String question, Problem problem) ->
                    LOG.warn("Cannot ask for {}: {}", question, problem.message());
            // Told as what makes the loop hold still.
            case Outcome.Broken _, Outcome.Stopped _ -> {}
        }
    }
}

package io.plimsoll.autoscaler.app.run;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.model.Brake;
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
    private Brake brake = Brake.RELEASED;
    private boolean heldByRate;

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
        tellBrake(report.observation().cluster().brake());
        tellTrouble(trouble(report));
        tellRate(report.decision().heldBy(UnremovableReason.REMOVAL_RATE_REACHED));
        if (brake.equals(Brake.RELEASED)) {
            report.decision().actions().forEach(action -> LOG.info("Decided: {}", inFull(action)));
        }
        report.outcomes().forEach(LogReporter::log);
    }

    private static String inFull(Action action) {
        return switch (action) {
            case Action.ScaleUp scaleUp ->
                    "%s from %d to %d nodes for %d pods: %s"
                            .formatted(
                                    scaleUp.nodeGroup(),
                                    scaleUp.from(),
                                    scaleUp.to(),
                                    scaleUp.pods().size(),
                                    scaleUp.reason());
            case Action.NodeRemoval removal ->
                    "remove node %s of %s: %s"
                            .formatted(removal.node(), removal.nodeGroup(), removal.reason());
            case Action.Replacement replacement ->
                    "%s: %s".formatted(replacement.inWords(), replacement.reason());
            case Action.EndInterrupted end -> "%s: %s".formatted(end.inWords(), end.reason());
            case Action.KeepNode _,
                    Action.GiveBack _,
                    Action.EndUnregistered _,
                    Action.Evict _,
                    Action.FreeNode _,
                    Action.MarkCandidate _,
                    Action.MarkInterrupted _,
                    Action.NoteReplacement _,
                    Action.Repair _,
                    Action.UnmarkCandidate _ ->
                    action.inWords();
        };
    }

    /** A line when it is pulled, or pulled by something else, and one when it is released. */
    private void tellBrake(Brake now) {
        if (!now.equals(brake)) {
            switch (now) {
                case Brake.Pulled(String why) ->
                        LOG.warn("Observing only, nothing is changed: {}", why);
                case Brake.Released() -> LOG.info("Observing only no more: acting again");
            }
        }
        brake = now;
    }

    private void tellRate(int held) {
        if (held > 0 && !heldByRate) {
            LOG.warn(
                    "Removals wait: as many as --max-node-removals-per-hour allows began within"
                            + " the hour; {} more nodes could go",
                    held);
        }
        if (held == 0 && heldByRate) {
            LOG.info("Removals wait for --max-node-removals-per-hour no more");
        }
        heldByRate = held > 0;
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
            case Outcome.Withheld(Action action) -> LOG.info("Would: {}", inFull(action));
            case Outcome.Withdrawn(Action action) ->
                    LOG.info("Would no more: {}", action.inWords());
            case Outcome.NotDelivered(String group, Problem problem) ->
                    LOG.warn("Node group {} did not deliver: {}", group, problem.message());
            case Outcome.Unanswered(String question, Problem problem) ->
                    LOG.warn("Cannot ask for {}: {}", question, problem.message());
            // Told as what makes the loop hold still.
            case Outcome.Broken _, Outcome.Stopped _ -> {}
        }
    }
}

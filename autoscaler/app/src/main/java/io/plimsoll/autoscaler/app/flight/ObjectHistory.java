package io.plimsoll.autoscaler.app.flight;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What was decided about one object over a flight record, each time that it changed. */
final class ObjectHistory {

    private final String object;
    private Optional<String> last = Optional.empty();

    private ObjectHistory(String object) {
        this.object = object;
    }

    /**
     * @param object a pod as namespace/name, a node or a node group by its name
     * @return the exit code: 1 where nothing was decided
     */
    static int tell(Path file, String object, PrintWriter out) {
        ObjectHistory history = new ObjectHistory(object);
        FlightReader.read(file, line -> history.tell(line, out));
        if (history.last.isEmpty()) {
            out.printf("%s: nothing was decided about %s%n", file, object);
        }
        out.flush();
        return history.last.isPresent() ? 0 : 1;
    }

    private void tell(FlightLine line, PrintWriter out) {
        Optional<String> told = verdict(line.decision());
        if (told.isPresent() && !told.equals(last)) {
            out.printf("%s %s%n", line.time(), told.get());
            last = told;
        }
    }

    private Optional<String> verdict(Decision decision) {
        Stream<String> pods =
                decision.pods().stream()
                        .filter(verdict -> verdict.pod().toString().equals(object))
                        .map(ObjectHistory::text);
        Stream<String> removals =
                decision.removals().stream()
                        .filter(removal -> removal.node().equals(object))
                        .map(removal -> "is removed: " + removal.reason());
        Stream<String> nodes =
                decision.nodes().stream()
                        .filter(verdict -> verdict.node().equals(object))
                        .map(ObjectHistory::text);
        Stream<String> groups =
                decision.scaleUps().stream()
                        .filter(scaleUp -> scaleUp.nodeGroup().equals(object))
                        .map(scaleUp ->
                                "grows from %d to %d nodes: %s"
                                        .formatted(scaleUp.from(), scaleUp.to(), scaleUp.reason()));
        return Stream.of(pods, removals, nodes, groups).flatMap(each -> each).findFirst();
    }

    private static String text(PodVerdict verdict) {
        return switch (verdict) {
            case PodVerdict.FitsExistingNode fits -> "fits on node " + fits.node();
            case PodVerdict.TriggersScaleUp triggers ->
                    "triggers a scale-up of " + triggers.nodeGroup();
            case PodVerdict.Unschedulable unschedulable ->
                    "is helped by no node group" + reasons(unschedulable);
            case PodVerdict.AwaitsEvaluation _ -> "waits for a later loop";
            case PodVerdict.Ignored ignored -> "is ignored: " + ignored.reason();
        };
    }

    private static String reasons(PodVerdict.Unschedulable unschedulable) {
        StringBuilder text = new StringBuilder();
        for (PodVerdict.Rejection rejection : unschedulable.rejections()) {
            text.append(
                    "\n    %s: %s (%s)"
                            .formatted(
                                    rejection.nodeGroup(), rejection.reason(), rejection.plugin()));
        }
        return text.toString();
    }

    private static String text(NodeVerdict verdict) {
        return switch (verdict) {
            case NodeVerdict.Unneeded unneeded ->
                    "is unneeded since %s%s"
                            .formatted(
                                    unneeded.since(),
                                    unneeded.heldBack()
                                            .map(reason -> ", but stays: " + reason.upstreamName())
                                            .orElse(""));
            case NodeVerdict.Replaced replaced ->
                    "is replaced since %s%s"
                            .formatted(
                                    replaced.since(),
                                    replaced.heldBack()
                                            .map(reason -> ": " + reason.upstreamName())
                                            .orElse(""));
            case NodeVerdict.Unremovable unremovable ->
                    "stays: %s%s"
                            .formatted(
                                    unremovable.reason().upstreamName(),
                                    unremovable
                                            .blockedBy()
                                            .map(blocking ->
                                                    ", pod %s is %s"
                                                            .formatted(
                                                                    blocking.pod(),
                                                                    blocking.reason()
                                                                            .upstreamName()))
                                            .orElse(""));
        };
    }
}

package io.plimsoll.demo.story;

import io.plimsoll.autoscaler.decision.answer.Action.NodeDeletion;
import io.plimsoll.autoscaler.decision.answer.Action.Replacement;
import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.demo.timeline.LoggedDecision;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The autoscaler's decisions, each once: what stays as it was a loop ago is not told again. */
final class DecisionLog {

    private final Instant start;
    private final Consumer<LoggedDecision> listener;
    private final boolean onlyChanges;
    private final List<LoggedDecision> entries = new ArrayList<>();
    private String unhelped = "";
    private SortedMap<String, String> nodes = new TreeMap<>();

    DecisionLog(Instant start, Consumer<LoggedDecision> listener) {
        this(start, listener, false);
    }

    private DecisionLog(Instant start, Consumer<LoggedDecision> listener, boolean onlyChanges) {
        this.start = start;
        this.listener = listener;
        this.onlyChanges = onlyChanges;
    }

    /** Without what the autoscaler thinks of nodes before it acts. */
    static DecisionLog ofChanges(Instant start) {
        return new DecisionLog(start, _ -> {}, true);
    }

    void add(LoopReport report) {
        Decision decision = report.decision();
        BigDecimal t = Recorder.seconds(Duration.between(start, report.time()));
        for (ScaleUp scaleUp : decision.scaleUps()) {
            tell(
                    t,
                    "raise %s from %d to %d"
                            .formatted(scaleUp.nodeGroup(), scaleUp.from(), scaleUp.to()),
                    scaleUp.reason());
        }
        for (Replacement replacement : decision.replacements()) {
            tell(t, replacement.inWords(), replacement.reason());
        }
        for (NodeDeletion deletion : decision.deletions()) {
            tell(
                    t,
                    "remove %s of %s".formatted(deletion.node(), deletion.nodeGroup()),
                    deletion.reason());
        }
        tellUnhelped(t, decision.pods());
        if (!onlyChanges) {
            tellNodes(t, decision.nodes());
        }
    }

    private void tellUnhelped(BigDecimal t, List<PodVerdict> pods) {
        List<PodVerdict.Unschedulable> without =
                pods.stream()
                        .filter(PodVerdict.Unschedulable.class::isInstance)
                        .map(PodVerdict.Unschedulable.class::cast)
                        .toList();
        String reasons =
                without.stream()
                        .map(DecisionLog::reasons)
                        .distinct()
                        .collect(Collectors.joining("; "));
        String now = without.isEmpty() ? "" : without.size() + ": " + reasons;
        if (!now.isEmpty() && !now.equals(unhelped)) {
            tell(
                    t,
                    "leave %d %s Pending"
                            .formatted(without.size(), without.size() == 1 ? "pod" : "pods"),
                    reasons);
        }
        unhelped = now;
    }

    private static String reasons(PodVerdict.Unschedulable pod) {
        return pod.rejections().stream()
                .map(rejection -> rejection.nodeGroup() + ": " + rejection.reason())
                .collect(Collectors.joining(", "));
    }

    private void tellNodes(BigDecimal t, List<NodeVerdict> verdicts) {
        SortedMap<String, String> now = new TreeMap<>();
        for (NodeVerdict verdict : verdicts) {
            String text = describe(verdict);
            now.put(verdict.node(), text);
            if (!text.isEmpty() && !text.equals(nodes.get(verdict.node()))) {
                tell(t, "find %s unneeded".formatted(verdict.node()), text);
            }
        }
        nodes = now;
    }

    private static String describe(NodeVerdict verdict) {
        return switch (verdict) {
            case NodeVerdict.Unneeded unneeded -> {
                int moving = unneeded.podsMoveTo().size();
                yield "%s of it is asked for; %s"
                        .formatted(
                                percent(unneeded),
                                moving == 0
                                        ? "no pod would have to move"
                                        : moving
                                                + (moving == 1 ? " pod fits" : " pods fit")
                                                + " elsewhere");
            }
            case NodeVerdict.Replaced _, NodeVerdict.Unremovable _ -> "";
        };
    }

    private static String percent(NodeVerdict.Unneeded unneeded) {
        return unneeded.utilizationPermille().isPresent()
                ? Math.round(unneeded.utilizationPermille().getAsInt() / 10.0) + " %"
                : "little";
    }

    private void tell(BigDecimal t, String what, String reason) {
        LoggedDecision entry = new LoggedDecision(t, what, reason);
        entries.add(entry);
        listener.accept(entry);
    }

    List<LoggedDecision> entries() {
        return List.copyOf(entries);
    }
}

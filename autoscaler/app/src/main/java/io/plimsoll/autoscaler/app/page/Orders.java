package io.plimsoll.autoscaler.app.page;

import io.plimsoll.autoscaler.app.page.LiveDocument.UnderWay;
import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a loop leaves under way: what earlier loops began, and what this one did. */
final class Orders {

    private final LoopReport report;
    private final SortedMap<String, Integer> ordered = new TreeMap<>();
    private final SortedMap<String, String> leaving = new TreeMap<>();

    private Orders(LoopReport report) {
        this.report = report;
    }

    static List<UnderWay> of(LoopReport report) {
        return new Orders(report).list();
    }

    private List<UnderWay> list() {
        History history = report.history();
        history.scaleUps().forEach((group, order) -> ordered.put(group, order.increase()));
        history.removals().forEach((node, removal) -> leaving.put(node, removal.nodeGroup()));
        report.outcomes().forEach(this::add);
        List<UnderWay> all = new ArrayList<>();
        ordered.forEach((group, count) ->
                all.add(
                        new UnderWay(
                                "order",
                                group,
                                count == 1 ? "1 node ordered" : count + " nodes ordered",
                                Optional.of(
                                        Optional.ofNullable(history.scaleUps().get(group))
                                                .map(order -> since(order.began()))
                                                .orElse(0L)))));
        leaving.forEach((node, group) ->
                all.add(
                        new UnderWay(
                                "removal", group, node + " is on its way out", Optional.empty())));
        history.backoffs()
                .forEach((group, backoff) -> {
                    if (backoff.until().isAfter(report.time())) {
                        all.add(
                                new UnderWay(
                                        "backoff",
                                        group,
                                        "not tried: " + backoff.message(),
                                        Optional.of(-since(backoff.until()))));
                    }
                });
        return all;
    }

    private void add(Outcome outcome) {
        switch (outcome) {
            case Outcome.Begun(Action action) -> begun(action);
            case Outcome.Done(Action.NodeRemoval done) -> leaving.remove(done.node());
            case Outcome.Done(Action action) -> begun(action);
            case Outcome.Failed _,
                    Outcome.Withheld _,
                    Outcome.Withdrawn _,
                    Outcome.NotDelivered _,
                    Outcome.Unanswered _,
                    Outcome.Broken _,
                    Outcome.Stopped _ -> {}
        }
    }

    private void begun(Action action) {
        switch (action) {
            case Action.ScaleUp order -> order(order);
            case Action.Replacement replacement -> replacement.orders().forEach(this::order);
            case Action.NodeRemoval removal -> leaving.put(removal.node(), removal.nodeGroup());
            case Action.EndInterrupted _,
                    Action.KeepNode _,
                    Action.GiveBack _,
                    Action.EndUnregistered _,
                    Action.Evict _,
                    Action.FreeNode _,
                    Action.MarkCandidate _,
                    Action.MarkInterrupted _,
                    Action.NoteReplacement _,
                    Action.Repair _,
                    Action.UnmarkCandidate _ -> {}
        }
    }

    private void order(Action.ScaleUp order) {
        ordered.merge(order.nodeGroup(), order.to() - order.from(), Integer::sum);
    }

    private long since(Instant time) {
        return Duration.between(time, report.time()).toSeconds();
    }
}

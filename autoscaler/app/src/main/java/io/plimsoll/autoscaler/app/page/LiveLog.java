package io.plimsoll.autoscaler.app.page;

import io.plimsoll.autoscaler.app.page.DecisionNews.News;
import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.model.Brake;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The newest decisions and what went wrong with them; what is the same as a loop ago is not told
 * again. Confined to one thread.
 */
public final class LiveLog {

    private static final int KEPT = 200;

    /** Of one loop; more would push everything else out of the log. */
    private static final int NODES_BY_NAME = 10;

    private final DecisionNews news = new DecisionNews();
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Map<ObjectKey, Integer> aboutPod = new HashMap<>();
    private Map<News, Integer> lastLoop = Map.of();
    private int count;

    /**
     * @param number counted from 1
     */
    record Entry(int number, Instant time, News news) {}

    /**
     * The log at one moment.
     *
     * @param entries the newest first
     * @param aboutPod the number of the newest decision about each Pending pod
     */
    public record Pages(List<Entry> entries, Map<ObjectKey, Integer> aboutPod) {
        public Pages {
            entries = List.copyOf(entries);
            aboutPod = Map.copyOf(aboutPod);
        }
    }

    /** Adds what is new in a loop. */
    public Pages add(LoopReport report) {
        Map<News, Integer> thisLoop = new HashMap<>();
        for (News each : of(report)) {
            int number =
                    Optional.ofNullable(lastLoop.get(each))
                            .orElseGet(() -> enter(report.time(), each));
            thisLoop.put(each, number);
            each.pods().forEach(pod -> aboutPod.put(pod, number));
        }
        lastLoop = thisLoop;
        aboutPod.keySet()
                .retainAll(
                        report.decision().pods().stream()
                                .map(PodVerdict::pod)
                                .collect(Collectors.toSet()));
        return new Pages(List.copyOf(entries), aboutPod);
    }

    private int enter(Instant time, News what) {
        count++;
        entries.addFirst(new Entry(count, time, what));
        if (entries.size() > KEPT) {
            entries.removeLast();
        }
        return count;
    }

    private List<News> of(LoopReport report) {
        List<News> all = new ArrayList<>(DecisionNews.interruptions(report.decision()));
        all.addAll(DecisionNews.actions(report.decision()));
        if (report.observation().cluster().brake() instanceof Brake.Pulled(String why)) {
            all.replaceAll(each ->
                    new News(
                            "would " + each.what(),
                            "%s (observing only: %s)".formatted(each.reason(), why),
                            each.pods()));
        }
        news.unhelped(report.decision()).ifPresent(all::add);
        all.addAll(inShort(news.unneeded(report.decision())));
        report.outcomes().forEach(outcome -> of(outcome).ifPresent(all::add));
        return all;
    }

    private static List<News> inShort(List<News> nodes) {
        return nodes.size() <= NODES_BY_NAME
                ? nodes
                : List.of(
                        new News(
                                "find %d nodes unneeded".formatted(nodes.size()),
                                "such as: %s (%s)"
                                        .formatted(
                                                nodes.getFirst().what(), nodes.getFirst().reason()),
                                List.of()));
    }

    private static Optional<News> of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed(Action action, Problem problem) ->
                    news("failed: " + action.inWords(), problem.message());
            case Outcome.NotDelivered(String group, Problem problem) ->
                    news("%s did not deliver".formatted(group), problem.message());
            case Outcome.Unanswered(String question, Problem problem) ->
                    news("cannot ask for " + question, problem.message());
            case Outcome.Broken(Problem problem) -> news("could not look", problem.message());
            case Outcome.Stopped(String write) -> news("leads no more", "not done: " + write);
            case Outcome.Done(Action.NodeRemoval done) -> news("removed " + done.node(), "");
            case Outcome.Done(Action.EndInterrupted done) -> news("ended " + done.node(), "");
            // The decision says it already, or will not be carried out.
            case Outcome.Done _, Outcome.Begun _, Outcome.Withheld _, Outcome.Withdrawn _ ->
                    Optional.empty();
        };
    }

    private static Optional<News> news(String what, String reason) {
        return Optional.of(new News(what, reason, List.of()));
    }
}

package io.plimsoll.demo.story;

import io.plimsoll.autoscaler.app.page.DecisionNews;
import io.plimsoll.autoscaler.app.page.DecisionNews.News;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.demo.timeline.LoggedDecision;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The autoscaler's decisions, each once: what stays as it was a loop ago is not told again. */
final class DecisionLog {

    private final Instant start;
    private final Consumer<LoggedDecision> listener;
    private final boolean onlyChanges;
    private final DecisionNews news = new DecisionNews();
    private final List<LoggedDecision> entries = new ArrayList<>();

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
        BigDecimal t = Recorder.seconds(Duration.between(start, report.time()));
        DecisionNews.actions(report.decision()).forEach(each -> tell(t, each));
        news.unhelped(report.decision()).ifPresent(each -> tell(t, each));
        if (!onlyChanges) {
            news.unneeded(report.decision()).forEach(each -> tell(t, each));
        }
    }

    /** What another process has decided. */
    void tell(Instant time, News what) {
        tell(Recorder.seconds(Duration.between(start, time)), what);
    }

    private void tell(BigDecimal t, News what) {
        LoggedDecision entry = new LoggedDecision(t, what.what(), what.reason());
        entries.add(entry);
        listener.accept(entry);
    }

    List<LoggedDecision> entries() {
        return List.copyOf(entries);
    }
}

package io.plimsoll.demo.timeline;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * A whole story. The same seed and the same files give the same bytes of a simulated one.
 *
 * @param playedOn {@code simulation} or {@code kubernetes}
 */
public record Timeline(
        String cluster,
        String playedOn,
        List<TimelineEvent> events,
        List<Sample> samples,
        Summary summary,
        @JsonUnwrapped Log log) {
    public Timeline {
        events = List.copyOf(events);
        samples = List.copyOf(samples);
    }

    /** The same beside another side. */
    public Timeline beside(Summary.Comparison other) {
        return new Timeline(cluster, playedOn, events, samples, summary.beside(other), log);
    }

    /** The parts that people read. */
    public record Log(List<Step> steps, List<LoggedDecision> decisions) {
        public Log {
            steps = List.copyOf(steps);
            decisions = List.copyOf(decisions);
        }
    }
}

package io.plimsoll.autoscaler.engine.clusterstate;

import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.BackoffOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import io.plimsoll.autoscaler.engine.port.ScaleUpMemory.Streak;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Failed scale-ups by group, and until when each is left alone. */
public record Backoffs(SortedMap<String, Streak> streaks) {
    public static final Backoffs NONE = new Backoffs(new TreeMap<>());

    public Backoffs {
        streaks = Collections.unmodifiableSortedMap(new TreeMap<>(streaks));
    }

    /** Failures while the group is left alone anyway belong to the incident already counted. */
    public Backoffs failed(String group, Problem problem, BackoffOptions options, Instant now) {
        if (isActive(group, now)) {
            return this;
        }
        Streak streak = new Streak(nextLength(group, options, now), now, problem);
        SortedMap<String, Streak> changed = new TreeMap<>(streaks);
        changed.put(group, streak);
        return new Backoffs(changed);
    }

    /** The group delivered all that was asked of it: its next failure is a first one. */
    public Backoffs delivered(String group, Instant now) {
        if (!streaks.containsKey(group) || isActive(group, now)) {
            return this;
        }
        SortedMap<String, Streak> changed = new TreeMap<>(streaks);
        changed.remove(group);
        return new Backoffs(changed);
    }

    public boolean isActive(String group, Instant now) {
        Streak streak = streaks.get(group);
        return streak != null && streak.until().isAfter(now);
    }

    public SortedMap<String, History.Backoff> active(Instant now) {
        SortedMap<String, History.Backoff> active = new TreeMap<>();
        streaks.forEach((group, streak) -> {
            if (streak.until().isAfter(now)) {
                active.put(
                        group,
                        new History.Backoff(
                                streak.until(),
                                streak.problem().kind().name(),
                                streak.problem().message()));
            }
        });
        return active;
    }

    private Duration nextLength(String group, BackoffOptions options, Instant now) {
        Streak last = streaks.get(group);
        if (last == null || last.lastFailure().plus(options.resetTimeout()).isBefore(now)) {
            return options.initial();
        }
        Duration doubled = last.length().multipliedBy(2);
        return doubled.compareTo(options.max()) < 0 ? doubled : options.max();
    }
}

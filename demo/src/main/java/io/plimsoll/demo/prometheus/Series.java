package io.plimsoll.demo.prometheus;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One series of a range query's answer.
 *
 * @param at where it stands, for messages
 * @param samples in the order of time, at least one
 */
record Series(String at, Map<String, String> labels, List<Sample> samples) {

    Series {
        labels = Map.copyOf(labels);
        samples = List.copyOf(samples);
    }

    record Sample(Instant time, double value) {}

    /** A time without a break. */
    record Run(Instant from, Instant to) {

        boolean holds(Instant time) {
            return !time.isBefore(from) && !time.isAfter(to);
        }

        /** Both, and what is between. */
        Run and(Run other) {
            return new Run(
                    from.isBefore(other.from) ? from : other.from,
                    to.isAfter(other.to) ? to : other.to);
        }
    }

    String name() {
        return label("__name__");
    }

    /** Empty where there is none: Prometheus makes no difference. */
    String label(String name) {
        return labels.getOrDefault(name, "");
    }

    Instant first() {
        return samples.getFirst().time();
    }

    Instant last() {
        return samples.getLast().time();
    }

    double lastValue() {
        return samples.getLast().value();
    }

    /** What of it is of a time; empty where nothing is. */
    Optional<Series> within(Optional<Instant> from, Optional<Instant> to) {
        if (from.isEmpty() && to.isEmpty()) {
            return Optional.of(this);
        }
        List<Sample> some =
                samples.stream()
                        .filter(sample ->
                                from.filter(sample.time()::isBefore).isEmpty()
                                        && to.filter(sample.time()::isAfter).isEmpty())
                        .toList();
        return some.isEmpty() ? Optional.empty() : Optional.of(new Series(at, labels, some));
    }

    /** The times at which it was there: samples are missing where more than two are in a row. */
    List<Run> runs() {
        Duration apart = step().multipliedBy(3);
        List<Run> runs = new ArrayList<>();
        Run run = new Run(first(), first());
        for (Sample sample : samples) {
            if (Duration.between(run.to(), sample.time()).compareTo(apart) > 0) {
                runs.add(run);
                run = new Run(sample.time(), sample.time());
            }
            run = new Run(run.from(), sample.time());
        }
        runs.add(run);
        return runs;
    }

    private Duration step() {
        Duration least = Duration.between(first(), last());
        for (int at = 1; at < samples.size(); at++) {
            Duration step = Duration.between(samples.get(at - 1).time(), samples.get(at).time());
            least = step.compareTo(least) < 0 ? step : least;
        }
        return least;
    }
}

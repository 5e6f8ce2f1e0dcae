package io.plimsoll.demo.whatif;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flight.FlightTrace;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.demo.prometheus.PrometheusTrace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happened, from whatever tells of it.
 *
 * @param name of the files, for messages
 * @param machinesKnown whether it tells which nodes there were
 * @param slack how much later than it happened something may be told
 * @param notes what it does not tell, a sentence each
 */
record Recording(
        String name, FlightTrace trace, boolean machinesKnown, Duration slack, List<String> notes) {

    Recording {
        notes = List.copyOf(notes);
        if (trace.span().from().equals(trace.span().to())) {
            throw new InvalidInputException(
                    name
                            + ": has one loop of that time; allowed: two or more, to play what is between");
        }
    }

    /** A time; each end empty for that of the files. */
    record Time(Optional<Instant> from, Optional<Instant> to) {}

    static Recording ofFlight(Path record, Time time) {
        FlightTrace trace = FlightTrace.read(record, time.from(), time.to());
        List<String> notes = new ArrayList<>();
        if (trace.flags().isEmpty()) {
            notes.add("the record tells no flags; what is not given has its default");
        }
        if (trace.span().cut()) {
            notes.add(
                    "the record has no end: whoever wrote it goes on, or died; it counts up to %s"
                            .formatted(trace.span().to()));
        }
        notes.addAll(holes(trace));
        notes.add(
                "a recorded wait ends with the loop that saw its end; where pods run at the"
                        + " beginning, and how long instances boot, is the simulator's");
        return new Recording(record.toString(), trace, true, Duration.ZERO, notes);
    }

    static Recording ofPrometheus(List<Path> files, List<NodeGroup> groups, Time time) {
        PrometheusTrace read = PrometheusTrace.read(files, groups, time.from(), time.to());
        List<String> notes = new ArrayList<>(read.notes());
        notes.add("no series tells flags; what is not given has its default on both sides");
        notes.addAll(holes(read.trace()));
        notes.add(
                "where pods run at the beginning, and how long instances boot, is the simulator's");
        return new Recording(
                String.join(", ", files.stream().map(Path::toString).toList()),
                read.trace(),
                read.machinesKnown(),
                read.step(),
                notes);
    }

    private static List<String> holes(FlightTrace trace) {
        List<String> notes = new ArrayList<>();
        trace.span()
                .gaps()
                .forEach(gap ->
                        notes.add(
                                "nothing was recorded from %s to %s; what came and went meanwhile is not in the figures"
                                        .formatted(gap.from(), gap.to())));
        if (!trace.machines().use().unpriced().isEmpty()) {
            notes.add(
                    "no price is known of %s; they count nothing"
                            .formatted(String.join(", ", trace.machines().use().unpriced())));
        }
        return notes;
    }

    List<String> flags() {
        return trace.flags().orElse(List.of());
    }

    Duration length() {
        return Duration.between(trace.span().from(), trace.span().to());
    }
}

package io.plimsoll.autoscaler.app.flight;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a flight record tells of pods and machines over time.
 *
 * @param first what the first loop saw
 * @param flags that the recorded process was given; empty where the record tells none
 * @param pods all but those of DaemonSets and of nodes themselves, in the order of their coming
 */
public record FlightTrace(
        Span span,
        Observation first,
        Optional<List<String>> flags,
        List<PodLife> pods,
        Machines machines) {

    public FlightTrace {
        flags = flags.map(List::copyOf);
        pods = List.copyOf(pods);
    }

    /**
     * @param from the first loop
     * @param to the last one
     * @param gaps between two loops that are too far apart
     * @param cut the end of the last file is missing
     */
    public record Span(Instant from, Instant to, int loops, List<Gap> gaps, boolean cut) {
        public Span {
            gaps = List.copyOf(gaps);
        }
    }

    /** Of which nothing is known. */
    public record Gap(Instant from, Instant to) {}

    /**
     * @param evictions of pods, by the autoscaler
     */
    public record Machines(GroupUse use, int evictions) {}

    /**
     * Reads the loops of a time.
     *
     * @param record a folder of files, or one of them
     * @param from empty for the record's begin
     * @param to empty for its end
     * @throws InvalidInputException when it cannot be read, or has no loop of that time
     */
    public static FlightTrace read(Path record, Optional<Instant> from, Optional<Instant> to) {
        TraceReader reader = new TraceReader(from, to);
        boolean cut = FlightReader.readLines(record, reader);
        return reader.trace(record, cut);
    }
}

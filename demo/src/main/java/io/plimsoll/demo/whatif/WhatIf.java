package io.plimsoll.demo.whatif;

import io.plimsoll.autoscaler.app.flight.FlightTrace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the recorded time came to, and what it would have come to.
 *
 * @param notes what the play cannot know or leaves out, a sentence each
 * @param asRecorded computed from the record; empty where it tells of no nodes
 * @param replayed the recorded flags and groups, played by the simulator: what of a difference is
 *     the simulator's
 * @param whatIf the flags and groups that were asked about, played by the simulator
 */
record WhatIf(
        String apiVersion,
        String kind,
        Recorded record,
        List<String> notes,
        Optional<Side> asRecorded,
        Side replayed,
        Side whatIf) {

    static WhatIf of(
            Recorded record,
            List<String> notes,
            Optional<Side> asRecorded,
            Side replayed,
            Side whatIf) {
        return new WhatIf("plimsoll.io/v1", "WhatIf", record, notes, asRecorded, replayed, whatIf);
    }

    /**
     * @param loops of the recorded process; 0 where none tell of it
     * @param pods that came, or were there
     * @param flags of the recorded process
     * @param asked flags in place of these
     */
    record Recorded(
            Instant from, Instant to, int loops, int pods, List<String> flags, List<String> asked) {

        static Recorded of(FlightTrace trace, List<String> asked) {
            return new Recorded(
                    trace.span().from(),
                    trace.span().to(),
                    trace.span().loops(),
                    trace.pods().size(),
                    trace.flags().orElse(List.of()),
                    asked);
        }
    }
}

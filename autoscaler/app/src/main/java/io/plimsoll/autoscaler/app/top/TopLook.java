package io.plimsoll.autoscaler.app.top;

import io.plimsoll.autoscaler.app.flags.DecisionFlags;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.app.input.WatchedWorld;
import io.plimsoll.autoscaler.app.live.LiveWorld;
import io.plimsoll.autoscaler.app.live.NodeUsage;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at a world. Confined to one thread at a time. */
final class TopLook {

    /** As often as metrics-server measures. */
    private static final Duration USAGE_HOLDS = Duration.ofSeconds(15);

    private final FlagValues flags;
    private final WatchedWorld world;
    private final boolean ofFiles;
    private final Optional<Instant> time;
    private Map<String, NodeUsage> usage = Map.of();
    private Set<String> stale = Set.of();
    private Optional<Instant> measured = Optional.empty();

    /**
     * @param ofFiles whether there is nobody to measure what is used
     * @param time empty for the time of each look
     */
    TopLook(FlagValues flags, WatchedWorld world, boolean ofFiles, Optional<Instant> time) {
        this.flags = flags;
        this.world = world;
        this.ofFiles = ofFiles;
        this.time = time;
    }

    /** What is looked at, for a title. */
    String of() {
        return ofFiles ? "files" : LiveWorld.context(flags);
    }

    /**
     * @param notes as for {@link WatchedWorld#observe}
     */
    TopDocument now(PrintWriter notes) {
        measure();
        Observation seen = world.observe(notes);
        stale = seen.cluster().view().stale().keySet();
        return TopView.anew(
                seen, usage, DecisionFlags.options(flags), time.orElseGet(Instant::now));
    }

    /** Of which kinds the watches told nothing for too long, when last looked; none of files. */
    Set<String> stale() {
        return stale;
    }

    private void measure() {
        Instant now = Instant.now();
        if (ofFiles || measured.filter(last -> now.isBefore(last.plus(USAGE_HOLDS))).isPresent()) {
            return;
        }
        usage = LiveWorld.nodeUsage(flags);
        measured = Optional.of(now);
    }
}

package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.clusterstate.Census;
import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.clusterstate.ScaleUpTracking;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import io.plimsoll.autoscaler.engine.port.Ports;
import io.plimsoll.autoscaler.engine.port.ScaleUpMemory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everything that is done to the cluster and the cloud, and what has to be remembered of it. */
public final class Actuation {
    private final ScaleUps scaleUps;
    private final Removals removals;
    private final Replacements replacements;
    private final Interruptions interruptions;
    private final StaleTaints staleTaints;
    private final SoftTaints softTaints;
    private final EngineOptions options;
    private final InstantSource clock;

    /** Empty before the first observation, which tells what an earlier process knew. */
    private Optional<SortedMap<String, Instant>> unneededSince = Optional.empty();

    /**
     * @param remembered of nodes on their way, by an earlier process
     */
    public Actuation(
            Ports ports,
            Events events,
            EngineOptions options,
            ScaleUpMemory remembered,
            InstantSource clock) {
        this.scaleUps =
                new ScaleUps(ports.cloud(), events, options, ScaleUpTracking.of(remembered));
        this.removals =
                new Removals(
                        ports.cluster(), ports.cloud(), events, options, remembered.removals());
        this.replacements = new Replacements(ports.cluster(), scaleUps, events);
        this.interruptions = new Interruptions(ports, events, options);
        this.staleTaints = new StaleTaints(ports.cluster(), events, options.removal());
        this.softTaints = new SoftTaints(ports.cluster(), options.removal().softTaint());
        this.options = options;
        this.clock = clock;
    }

    /** The observation with what this process did, even where caches do not show it yet. */
    public Observation complete(Observation seen) {
        if (unneededSince.isEmpty()) {
            unneededSince = Optional.of(Taints.candidatesSince(seen.cluster().nodes()));
        }
        return interruptions.mark(removals.mark(seen));
    }

    /** Takes note of what was observed, and counts it. */
    public ClusterState track(Census census, Observation seen, Instant now) {
        scaleUps.track(census.take(seen, history(now), options.decision(), now), now);
        return census.take(seen, history(now), options.decision(), now);
    }

    /**
     * Carries on with what earlier loops began, and clears away what failed or was left behind. On
     * a stale view all that waits.
     */
    public void carryOn(Observation seen, ClusterState state, Attempts attempts, Instant now) {
        // A mark takes nothing away.
        interruptions.carryOn(seen, removals.nodes(), attempts, now);
        if (state.view().isStale()) {
            // What seems empty, ready to go or missing may be so no more.
            return;
        }
        staleTaints.clean(seen, removals.nodes(), attempts, now);
        scaleUps.giveUp(state, attempts, now);
        removals.advance(seen, attempts, now);
    }

    /**
     * Does what was decided, but for what was tried in vain in this loop.
     *
     * @return whether to decide anew at once: a group refused to grow, so that another may help, or
     *     is another than was seen
     */
    public boolean act(Decision decision, Observation seen, Attempts attempts, Instant now) {
        boolean again = false;
        boolean isOrdered = true;
        interruptions.begin();
        for (Action.Planned action : decision.actions()) {
            switch (action) {
                case ScaleUp scaleUp -> {
                    if (attempts.hasFailed(scaleUp)) {
                        isOrdered = false;
                    } else {
                        Optional<Problem> problem = scaleUps.execute(scaleUp, seen, attempts, now);
                        again |= problem.filter(Actuation::mayHelpToDecideAnew).isPresent();
                        isOrdered &= problem.isEmpty();
                    }
                }
                case Action.NoteReplacement note -> {
                    if (isOrdered) {
                        interruptions.note(note, seen, attempts);
                    }
                }
                case Action.Evict eviction -> interruptions.evict(eviction, seen, attempts, now);
                case Action.Repair repair -> {
                    if (!attempts.hasDone(repair)) {
                        interruptions.repair(repair, seen, attempts);
                    }
                }
                case Action.EndInterrupted end -> interruptions.end(end, seen, attempts, now);
                case Action.NodeRemoval removal -> {
                    removals.start(removal, seen, attempts, now);
                    replacements.started(removal, seen, now);
                }
                case Action.Replacement replacement ->
                        replacements.begin(replacement, seen, attempts, now);
            }
        }
        return again;
    }

    /** Keeps in mind, and tells the scheduler, which nodes may soon go. */
    public void settle(Decision decision, Observation seen, Attempts attempts, Instant now) {
        History history = history(now);
        if (!seen.cluster().view().isStale()) {
            softTaints.apply(decision, seen, removals.nodes(), attempts, clock);
            replacements.settle(decision, seen, attempts, now);
        }
        unneededSince = Optional.of(history.unneededAfter(decision));
    }

    /**
     * With the brake pulled, in place of all that acts: keeps in mind which nodes are unneeded, and
     * writes nothing.
     */
    public void standBy(Decision decision, Instant now) {
        removals.forget();
        unneededSince = Optional.of(history(now).unneededAfter(decision));
    }

    /** For the next process. */
    public ScaleUpMemory memory(Instant now) {
        return scaleUps.tracking().memory().withRemovals(removals.begunWithinTheHour(now));
    }

    public History history(Instant now) {
        return new History(
                unneededSince.orElseGet(TreeMap::new),
                scaleUps.tracking().at(now),
                removals.inFlight(),
                new History.Cooldown(
                        scaleUps.lastScaleUp(),
                        removals.lastRemoval(),
                        removals.lastFailure(),
                        replacements.last(),
                        removals.begunWithinTheHour(now),
                        cooldowns()));
    }

    private SortedMap<String, History.Cooldown> cooldowns() {
        if (!options.decision().scaleDown().patience().delays().local()) {
            return new TreeMap<>();
        }
        Set<String> groups = new HashSet<>(scaleUps.lastScaleUps().keySet());
        groups.addAll(removals.lastRemovals().keySet());
        groups.addAll(removals.lastFailures().keySet());
        SortedMap<String, History.Cooldown> cooldowns = new TreeMap<>();
        for (String group : groups) {
            cooldowns.put(
                    group,
                    new History.Cooldown(
                            Optional.ofNullable(scaleUps.lastScaleUps().get(group)),
                            Optional.ofNullable(removals.lastRemovals().get(group)),
                            Optional.ofNullable(removals.lastFailures().get(group))));
        }
        return cooldowns;
    }

    public Optional<Duration> nextWakeup(Instant now) {
        return Stream.of(removals.nextWakeup(now), interruptions.nextWakeup())
                .flatMap(Optional::stream)
                .min(Duration::compareTo);
    }

    /** A cloud that does not answer would not answer the next question either. */
    private static boolean mayHelpToDecideAnew(Problem problem) {
        return switch (problem.kind()) {
            case CHANGED,
                    CAPACITY_UNAVAILABLE,
                    QUOTA_EXCEEDED,
                    ACCESS_DENIED,
                    INVALID_REQUEST,
                    INTERNAL ->
                    true;
            case THROTTLED, UNAVAILABLE, TIMED_OUT, NOT_POSSIBLE -> false;
        };
    }
}

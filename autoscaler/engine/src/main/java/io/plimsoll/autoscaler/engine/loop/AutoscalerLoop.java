package io.plimsoll.autoscaler.engine.loop;

import io.plimsoll.autoscaler.decision.DecisionSession;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.clusterstate.Census;
import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.model.Brake;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.actuation.Actuation;
import io.plimsoll.autoscaler.engine.actuation.Attempts;
import io.plimsoll.autoscaler.engine.actuation.EngineOptions;
import io.plimsoll.autoscaler.engine.actuation.Events;
import io.plimsoll.autoscaler.engine.clusterstate.StatusTracking;
import io.plimsoll.autoscaler.engine.port.ClusterStatus;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import io.plimsoll.autoscaler.engine.port.NotLeadingException;
import io.plimsoll.autoscaler.engine.port.Ports;
import io.plimsoll.autoscaler.engine.port.ScaleUpMemory;
import io.plimsoll.autoscaler.engine.port.Steps;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The autoscaler: each {@link #runOnce} observes, decides, acts and reports. Never sleeps and
 * starts no thread: whoever drives it waits as {@link Pacing} says. Confined to one thread.
 *
 * <p>A new process starts where {@link History#NONE} and what the cluster remembers say; so one
 * loop serves one term of leadership. It ends between any two writes when leadership is lost.
 */
public final class AutoscalerLoop {
    private static final Duration SOON = Duration.ofSeconds(1);

    /** How often one loop decides anew because the world was another, or a group refused. */
    private static final int MOST_DECISIONS = 10;

    private final Ports ports;
    private final EngineOptions options;
    private final InstantSource clock;
    private final Steps steps;
    private final Actuation actuation;
    private final Census census = new Census();
    private final DecisionSession decisions = new DecisionSession(census);
    private final Narrator narrator;
    private final StatusTracking statuses;
    private final Withholding withholding = new Withholding();
    private Observation lastSeen = new Observation(new Cluster(List.of(), List.of()), List.of());
    private boolean podsAwaitEvaluation;
    private Stopwatch watch;

    /** Whose steps nobody is told of. */
    public AutoscalerLoop(
            Ports outside, EngineOptions options, ScaleUpMemory remembered, InstantSource clock) {
        this(outside, options, remembered, clock, Steps.UNTOLD);
    }

    /**
     * @param outside the ports; the loop writes through them only while this process leads
     * @param remembered what an earlier process wrote in its {@link ClusterStatus}
     */
    public AutoscalerLoop(
            Ports outside,
            EngineOptions options,
            ScaleUpMemory remembered,
            InstantSource clock,
            Steps steps) {
        this.ports = outside.whileLeading();
        this.options = options;
        this.clock = clock;
        this.steps = steps;
        Events events = new Events(ports.reporter(), options.statusObject());
        this.actuation = new Actuation(ports, events, options, remembered, clock);
        this.narrator = new Narrator(events);
        this.watch = new Stopwatch(clock, steps);
        this.statuses = new StatusTracking(options.decision().health());
    }

    /** Never throws but for an {@link Error}: a broken loop is one of the report's outcomes. */
    public LoopReport runOnce() {
        Instant now = clock.instant();
        watch = new Stopwatch(clock, steps);
        Attempts attempts = new Attempts();
        LoopReport report;
        try {
            report = loop(attempts, now);
        } catch (NotLeadingException stop) {
            report = ended(new Outcome.Stopped(stop.write()), "not leading", attempts, now);
        } catch (RuntimeException failure) {
            Problem problem = Problem.of(failure);
            String message = "the loop broke: " + problem.message();
            report = ended(new Outcome.Broken(problem), message, attempts, now);
        }
        ports.reporter().loopEnded(report);
        return report;
    }

    /**
     * How soon to run again though nothing new happens: while a node is being drained, or pods wait
     * for their turn. Empty: the scan interval will do.
     */
    public Optional<Duration> nextWakeup() {
        Optional<Duration> removals = actuation.nextWakeup(clock.instant());
        Optional<Duration> pods = podsAwaitEvaluation ? Optional.of(SOON) : Optional.empty();
        return Stream.of(removals, pods)
                .flatMap(Optional::stream)
                .map(wakeup -> wakeup.isPositive() ? wakeup : SOON)
                .min(Duration::compareTo);
    }

    private LoopReport loop(Attempts attempts, Instant now) {
        Observation seen = observe();
        ClusterState state = track(seen, now);
        if (seen.cluster().brake() instanceof Brake.Pulled(String why)) {
            return observed(seen, state, why, attempts, now);
        }
        withholding.end();
        carryOn(seen, state, attempts, now);
        if (!attempts.outcomes().isEmpty()) {
            seen = observe();
            state = track(seen, now);
        }
        History history = actuation.history(now);
        Decision decision = decide(seen, history, now);
        // A group that refused is backed off from, and one that changed is seen afresh.
        for (int made = 1; act(decision, seen, attempts, now) && made < MOST_DECISIONS; made++) {
            seen = observe();
            state = track(seen, now);
            history = actuation.history(now);
            decision = decide(seen, history, now);
        }
        settle(decision, seen, attempts, now);
        podsAwaitEvaluation = leavesPodsForLater(decision);
        narrator.tell(decision, attempts.outcomes());
        ports.reporter()
                .status(statuses.status(state, history, decision, actuation.memory(now), now));
        return new LoopReport(now, seen, history, decision, attempts.outcomes(), watch.took());
    }

    private ClusterState track(Observation seen, Instant now) {
        return watch.time("updateClusterState", () -> actuation.track(census, seen, now));
    }

    private void carryOn(Observation seen, ClusterState state, Attempts attempts, Instant now) {
        watch.time("carryOn", () -> actuation.carryOn(seen, state, attempts, now));
    }

    private Decision decide(Observation seen, History history, Instant now) {
        return watch.time("decide", () -> decisions.decide(seen, history, options.decision(), now));
    }

    private boolean act(Decision decision, Observation seen, Attempts attempts, Instant now) {
        return watch.time("act", () -> actuation.act(decision, seen, attempts, now));
    }

    private void settle(Decision decision, Observation seen, Attempts attempts, Instant now) {
        watch.time(
                "scaleDown:softTaintUnneeded",
                () -> actuation.settle(decision, seen, attempts, now));
    }

    /** With the brake pulled: decides, and acts on nothing. */
    private LoopReport observed(
            Observation seen, ClusterState state, String why, Attempts attempts, Instant now) {
        History history = actuation.history(now);
        Decision decision = decide(seen, history, now);
        withholding.take(decision, attempts);
        actuation.standBy(decision, now);
        // Pods whose turn would come after an order wait for what nobody orders.
        podsAwaitEvaluation = decision.scaleUps().isEmpty() && leavesPodsForLater(decision);
        narrator.tell(decision, attempts.outcomes());
        narrator.tellWithheld(decision, why);
        ports.reporter()
                .status(statuses.status(state, history, decision, actuation.memory(now), now));
        return new LoopReport(now, seen, history, decision, attempts.outcomes(), watch.took());
    }

    private Observation observe() {
        return steps.during("observe", this::look);
    }

    private Observation look() {
        Cluster cluster = ports.cluster().observe();
        lastSeen =
                new Observation(
                        cluster,
                        watch.time("cloudProviderRefresh", () -> ports.cloud().nodeGroups()));
        lastSeen = actuation.complete(lastSeen);
        return lastSeen;
    }

    private LoopReport ended(Outcome end, String message, Attempts attempts, Instant now) {
        attempts.add(end);
        podsAwaitEvaluation = false;
        Decision none = Decision.none(new Decision.Health(false, message));
        return new LoopReport(
                now, lastSeen, actuation.history(now), none, attempts.outcomes(), watch.took());
    }

    /**
     * Pods that a second scale-up would help, or that are so new that more may be about to come.
     */
    private static boolean leavesPodsForLater(Decision decision) {
        return decision.health().healthy()
                && decision.pods().stream().anyMatch(PodVerdict.AwaitsEvaluation.class::isInstance);
    }
}

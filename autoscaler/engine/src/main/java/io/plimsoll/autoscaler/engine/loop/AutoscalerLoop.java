package io.plimsoll.autoscaler.engine.loop;

import io.plimsoll.autoscaler.decision.DecisionCore;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.actuation.Actuation;
import io.plimsoll.autoscaler.engine.actuation.Attempts;
import io.plimsoll.autoscaler.engine.actuation.EngineOptions;
import io.plimsoll.autoscaler.engine.actuation.Events;
import io.plimsoll.autoscaler.engine.clusterstate.NodeCensus;
import io.plimsoll.autoscaler.engine.clusterstate.StatusTracking;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.Ports;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The autoscaler: each {@link #runOnce} observes, decides, acts and reports. Never sleeps and
 * starts no thread: whoever drives it waits for its scan interval, for {@link #nextWakeup} or for
 * news of the cluster, whichever is first. Confined to one thread.
 *
 * <p>A new process starts where {@link History#NONE} says: what matters is read from the cluster
 * and the cloud. So one loop serves one term of leadership.
 */
public final class AutoscalerLoop {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Ports ports;
    private final EngineOptions options;
    private final InstantSource clock;
    private final Actuation actuation;
    private final Narrator narrator;
    private final StatusTracking statuses;
    private Observation lastSeen =
            new Observation(
                    new Cluster(
                            List.of(),
                            List.of(),
                            Cluster.Controllers.NONE,
                            Storage.NONE,
                            Cluster.Namespaces.NONE),
                    List.of());
    private boolean podsAwaitEvaluation;

    public AutoscalerLoop(Ports outside, EngineOptions options, InstantSource clock) {
        this.ports = outside.whileLeading();
        Events events = new Events(ports.reporter(), options.statusObject());
        this.options = options;
        this.clock = clock;
        this.actuation = new Actuation(ports.cluster(), ports.cloud(), events, options, clock);
        this.narrator = new Narrator(events);
        this.statuses = new StatusTracking(options.decision().health());
    }

    /** Never throws but for an {@link Error}: a broken loop is one of the report's outcomes. */
    public LoopReport runOnce() {
        Instant now = clock.instant();
        Attempts attempts = new Attempts();
        LoopReport report;
        try {
            report = loop(attempts, now);
        } catch (RuntimeException failure) {
            report = broken(failure, attempts, now);
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
        NodeCensus census = actuation.track(seen, now);
        actuation.carryOn(seen, census, attempts, now);
        if (!attempts.outcomes().isEmpty()) {
            seen = observe();
            census = actuation.track(seen, now);
        }
        History history = actuation.history(now);
        Decision decision = DecisionCore.decide(seen, history, options.decision(), now);
        actuation.act(decision, seen, attempts, now);
        podsAwaitEvaluation = leavesPodsForLater(decision);
        narrator.tell(decision);
        ports.reporter().status(statuses.status(census, history, decision, now));
        return new LoopReport(now, seen, history, decision, attempts.outcomes());
    }

    private Observation observe() {
        lastSeen = new Observation(ports.cluster().observe(), ports.cloud().nodeGroups());
        lastSeen = actuation.complete(lastSeen);
        return lastSeen;
    }

    private LoopReport broken(RuntimeException failure, Attempts attempts, Instant now) {
        String problem = Attempts.describe(failure);
        attempts.failed("loop", problem);
        podsAwaitEvaluation = false;
        Decision none =
                new Decision(
                        new Decision.Health(false, "the loop broke: " + problem),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of());
        return new LoopReport(now, lastSeen, actuation.history(now), none, attempts.outcomes());
    }

    /**
     * Pods that a second scale-up would help, or that are so new that more may be about to come.
     */
    private static boolean leavesPodsForLater(Decision decision) {
        return decision.health().healthy()
                && decision.pods().stream().anyMatch(PodVerdict.AwaitsEvaluation.class::isInstance);
    }
}

package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.Decision.ScaleUp;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.clusterstate.NodeCensus;
import io.plimsoll.autoscaler.engine.port.CloudProvider;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything that is done to the cluster and the cloud, and what has to be remembered of it. */
public final class Actuation {
    private final ScaleUps scaleUps;
    private final Removals removals;
    private final StaleTaints staleTaints;
    private final SoftTaints softTaints;
    private final InstantSource clock;
    private SortedMap<String, Instant> unneededSince = new TreeMap<>();

    public Actuation(
            ClusterApi cluster,
            CloudProvider cloud,
            Events events,
            EngineOptions options,
            InstantSource clock) {
        this.scaleUps = new ScaleUps(cloud, events, options);
        this.removals = new Removals(cluster, cloud, events, options);
        this.staleTaints = new StaleTaints(cluster, events, options.removal());
        this.softTaints = new SoftTaints(cluster, options.removal().softTaint());
        this.clock = clock;
    }

    /** The observation with what this process did, even where caches do not show it yet. */
    public Observation complete(Observation seen) {
        return removals.mark(seen);
    }

    public NodeCensus track(Observation seen, Instant now) {
        return scaleUps.track(seen, now);
    }

    /** Carries on with what earlier loops began, and clears away what failed or was left behind. */
    public void carryOn(Observation seen, NodeCensus census, Attempts attempts, Instant now) {
        staleTaints.clean(seen, removals.nodes(), attempts);
        scaleUps.giveUpFailed(census, attempts, now);
        removals.advance(seen, attempts, now);
    }

    public void act(Decision decision, Observation seen, Attempts attempts, Instant now) {
        decision.scaleUps().forEach(scaleUp -> raise(scaleUp, seen, attempts, now));
        decision.deletions().forEach(deletion -> removals.start(deletion, seen, attempts, now));
        softTaints.apply(decision, seen, removals.nodes(), attempts, clock);
        unneededSince = history(now).unneededAfter(decision);
    }

    public History history(Instant now) {
        return new History(
                unneededSince,
                scaleUps.tracking().inFlight(),
                scaleUps.tracking().backoffs().active(now),
                removals.inFlight(),
                new History.Cooldown(
                        scaleUps.lastScaleUp(), removals.lastDeletion(), removals.lastFailure()));
    }

    public Optional<Duration> nextWakeup(Instant now) {
        return removals.nextWakeup(now);
    }

    private void raise(ScaleUp scaleUp, Observation seen, Attempts attempts, Instant now) {
        Optional<NodeGroup> group =
                seen.nodeGroups().stream()
                        .filter(candidate -> candidate.name().equals(scaleUp.nodeGroup()))
                        .findFirst();
        group.ifPresentOrElse(
                found -> scaleUps.execute(scaleUp, found, attempts, now),
                () -> attempts.failed("scale-up " + scaleUp.nodeGroup(), "no such node group"));
    }
}

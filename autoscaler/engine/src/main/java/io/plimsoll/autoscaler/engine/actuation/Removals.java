package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.decision.answer.Action.NodeRemoval;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.question.History.RemovalInFlight;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.actuation.Removal.Draining;
import io.plimsoll.autoscaler.engine.actuation.Removal.Emptied;
import io.plimsoll.autoscaler.engine.actuation.Removal.Ending;
import io.plimsoll.autoscaler.engine.actuation.Removal.Settling;
import io.plimsoll.autoscaler.engine.port.CloudProvider;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Nodes on their way out: taint, wait, evict, wait, end the instance. Nothing here blocks; each
 * loop moves every removal as far as it goes.
 *
 * <p>What matters is kept by others: the taint by Kubernetes, the ended instance by the cloud. A
 * new process does not carry on with what an earlier one began, because the decision is gone: it
 * takes the taint off each node that is not ending ({@link StaleTaints}), as Cluster Autoscaler
 * does, and decides anew.
 */
public final class Removals {
    private static final Duration POLL = Duration.ofSeconds(2);

    /** After which a node that stays though its instance was ended is looked at afresh. */
    private static final Duration ENDING_PATIENCE = Duration.ofMinutes(15);

    /** Of {@code --max-node-removals-per-hour}. */
    private static final Duration WINDOW = Duration.ofHours(1);

    private final RemovalSteps steps;
    private final Drain drain;
    private final RemovalOptions options;
    private final SortedMap<String, Removal> inProgress = new TreeMap<>();
    private Optional<Instant> lastRemoval = Optional.empty();
    private Optional<Instant> lastFailure = Optional.empty();
    private final SortedMap<String, Instant> lastRemovals = new TreeMap<>();
    private final SortedMap<String, Instant> lastFailures = new TreeMap<>();

    /** When each of the last hour began. */
    private List<Instant> begun;

    /**
     * @param begun by an earlier process
     */
    public Removals(
            ClusterApi cluster,
            CloudProvider cloud,
            Events events,
            EngineOptions options,
            List<Instant> begun) {
        this.steps = new RemovalSteps(cluster, cloud, events, options.removal());
        this.drain = new Drain(cluster, events, options);
        this.options = options.removal();
        this.begun = List.copyOf(begun);
    }

    public Set<String> nodes() {
        return Set.copyOf(inProgress.keySet());
    }

    /** Those whose instance still counts: it has not been ended, nor its group's target lowered. */
    public SortedMap<String, RemovalInFlight> inFlight() {
        SortedMap<String, RemovalInFlight> inFlight = new TreeMap<>();
        for (Removal removal : inProgress.values()) {
            if (!(removal.phase() instanceof Ending)) {
                NodeRemoval action = removal.action();
                inFlight.put(
                        removal.node(), new RemovalInFlight(action.nodeGroup(), !action.isDrain()));
            }
        }
        return inFlight;
    }

    public Optional<Instant> lastRemoval() {
        return lastRemoval;
    }

    public Optional<Instant> lastFailure() {
        return lastFailure;
    }

    /** The same by node group. */
    SortedMap<String, Instant> lastRemovals() {
        return lastRemovals;
    }

    /** The same by node group. */
    SortedMap<String, Instant> lastFailures() {
        return lastFailures;
    }

    public List<Instant> begunWithinTheHour(Instant now) {
        begun = begun.stream().filter(at -> at.plus(WINDOW).isAfter(now)).toList();
        return begun;
    }

    /**
     * Forgets those under way, and writes nothing: when anything may be changed again, their nodes
     * are freed as those of an earlier process.
     */
    public void forget() {
        inProgress.clear();
    }

    /** The observation with every mark that was set, even where caches do not show it yet. */
    public Observation mark(Observation seen) {
        if (inProgress.isEmpty()) {
            return seen;
        }
        List<Node> nodes = seen.cluster().nodes().stream().map(this::mark).toList();
        return new Observation(
                seen.cluster().with(nodes, seen.cluster().pods()), seen.nodeGroups());
    }

    private Node mark(Node node) {
        Removal removal = inProgress.get(node.name());
        return removal != null && removal.isOf(node) ? removal.mark().of(node) : node;
    }

    public void start(NodeRemoval action, Observation seen, Attempts attempts, Instant now) {
        if (inProgress.containsKey(action.node())) {
            return;
        }
        Surroundings around = new Surroundings(seen, Set.of(action.node()));
        Optional<Node> node = around.node(action.node());
        Optional<Instance> instance =
                node.flatMap(found ->
                        around.group(action.nodeGroup())
                                .flatMap(group -> around.instanceOf(found, group)));
        if (instance.isEmpty()) {
            attempts.failed(
                    action, new Problem(Kind.NOT_POSSIBLE, "it is no instance of its group"));
            return;
        }
        boolean cordons = options.cordon() && !node.orElseThrow().spec().unschedulable();
        Removal removal =
                new Removal(
                        action,
                        new Removal.Target(
                                node.orElseThrow(),
                                instance.get(),
                                cordons,
                                around.uidsOn(action.node())),
                        now,
                        new Settling(now));
        deleted(removal, now);
        Optional<Problem> problem = attempts.tryQuietly(() -> steps.mark(removal));
        if (problem.isPresent()) {
            fail(removal, problem.get(), attempts, now);
            return;
        }
        inProgress.put(removal.node(), removal);
        begun = Stream.concat(begun.stream(), Stream.of(now)).toList();
        attempts.add(new Outcome.Begun(action));
    }

    /** Moves each removal as far as the observation lets it. */
    public void advance(Observation seen, Attempts attempts, Instant now) {
        Surroundings around = new Surroundings(seen, inProgress.keySet());
        for (Removal removal : List.copyOf(inProgress.values())) {
            Optional<Problem> obsolete = obsolete(removal, around);
            if (obsolete.isPresent()) {
                fail(removal, obsolete.get(), attempts, now);
                continue;
            }
            switch (removal.phase()) {
                case Settling(Instant since) -> {
                    if (!since.plus(options.delayAfterTaint()).isAfter(now)) {
                        empty(removal, Draining.from(now), around, attempts, now);
                    }
                }
                case Draining phase -> empty(removal, phase, around, attempts, now);
                case Emptied phase -> end(removal, phase, around, attempts, now);
                case Ending(Instant since) -> {
                    if (around.node(removal.node()).isEmpty()
                            || since.plus(ENDING_PATIENCE).isBefore(now)) {
                        inProgress.remove(removal.node());
                    }
                }
            }
        }
    }

    /** Why a removal cannot go on, whatever its phase: what it began with is there no more. */
    private static Optional<Problem> obsolete(Removal removal, Surroundings around) {
        if (removal.phase() instanceof Ending) {
            return Optional.empty();
        }
        String group = removal.action().nodeGroup();
        if (around.group(group).isEmpty()) {
            return Optional.of(
                    new Problem(Kind.CHANGED, "its group %s is not discovered".formatted(group)));
        }
        if (around.group(group).filter(NodeGroup::isLeftAlone).isPresent()) {
            return Optional.of(
                    new Problem(Kind.CHANGED, "its group %s is left alone".formatted(group)));
        }
        if (around.node(removal.node()).filter(node -> !removal.isOf(node)).isPresent()) {
            return Optional.of(new Problem(Kind.CHANGED, "another node has its name"));
        }
        return around.unreadable(removal.node())
                .map(held -> new Problem(Kind.CHANGED, "%s cannot be read".formatted(held.name())));
    }

    /** How soon there is something to do for a removal; empty when there is none. */
    public Optional<Duration> nextWakeup(Instant now) {
        return inProgress.values().stream()
                .map(Removal::phase)
                .flatMap(phase ->
                        switch (phase) {
                            case Settling(Instant since) ->
                                    Stream.of(since.plus(options.delayAfterTaint()));
                            case Draining _, Emptied _ -> Stream.of(now.plus(POLL));
                            case Ending _ -> Stream.<Instant>empty();
                        })
                .min(Instant::compareTo)
                .map(due -> Duration.between(now, due));
    }

    private void empty(
            Removal removal, Draining phase, Surroundings around, Attempts attempts, Instant now) {
        switch (drain.advance(removal, phase, around.podsOn(removal.node()), attempts, now)) {
            case Drain.Progress.Goes(Draining next) ->
                    inProgress.put(removal.node(), removal.in(next));
            case Drain.Progress.Stuck(Problem problem) -> fail(removal, problem, attempts, now);
            case Drain.Progress.Emptied(Set<String> stuck) ->
                    end(removal, new Emptied(now, stuck), around, attempts, now);
        }
    }

    private void end(
            Removal removal, Emptied phase, Surroundings around, Attempts attempts, Instant now) {
        inProgress.put(removal.node(), removal.in(phase));
        if (around.isEnding(removal) || around.isGone(removal)) {
            ended(removal, attempts, now);
            return;
        }
        if (steps.isHeld(removal, phase, around, now)) {
            return;
        }
        Optional<Problem> problem =
                atMinimum(removal, around)
                        .or(() -> occupied(removal, phase, attempts))
                        .or(() -> attempts.tryQuietly(() -> steps.end(removal)));
        if (problem.isEmpty()) {
            ended(removal, attempts, now);
            return;
        }
        boolean mayStillSucceed =
                problem.get().isTransient()
                        && phase.since().plus(options.eviction().maxTime()).isAfter(now);
        if (!mayStillSucceed) {
            fail(removal, problem.get(), attempts, now);
        }
    }

    private void ended(Removal removal, Attempts attempts, Instant now) {
        inProgress.put(removal.node(), removal.in(new Ending(now)));
        deleted(removal, now);
        attempts.done(removal.action());
    }

    private void deleted(Removal removal, Instant now) {
        lastRemoval = Optional.of(now);
        lastRemovals.put(removal.action().nodeGroup(), now);
    }

    private Optional<Problem> occupied(Removal removal, Emptied phase, Attempts attempts) {
        List<ObjectKey> unseen = new ArrayList<>();
        Optional<Problem> unanswered =
                attempts.tryQuietly(() ->
                        unseen.addAll(
                                steps.unseen(removal, pod -> drain.holdsNode(pod, phase.stuck()))));
        return unanswered.or(() ->
                unseen.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new Problem(
                                        Kind.NOT_POSSIBLE,
                                        "pods are on it that were not seen: " + unseen)));
    }

    /** Counting what this loop ended already, which the observation cannot show. */
    private Optional<Problem> atMinimum(Removal removal, Surroundings around) {
        String group = removal.action().nodeGroup();
        long endedJustNow =
                inProgress.values().stream()
                        .filter(other -> other.action().nodeGroup().equals(group))
                        .filter(other -> other.phase() instanceof Ending && around.isLive(other))
                        .count();
        return around.wantedAndThere(group) - endedJustNow <= around.minimum(group)
                ? Optional.of(new Problem(Kind.NOT_POSSIBLE, "its group is at the minimum"))
                : Optional.empty();
    }

    private void fail(Removal removal, Problem problem, Attempts attempts, Instant now) {
        inProgress.remove(removal.node());
        lastFailure = Optional.of(now);
        lastFailures.put(removal.action().nodeGroup(), now);
        attempts.failed(removal.action(), problem);
        steps.undo(removal, problem, attempts);
    }
}

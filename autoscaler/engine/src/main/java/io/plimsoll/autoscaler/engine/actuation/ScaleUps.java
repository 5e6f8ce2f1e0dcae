package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.decision.DurationText;
import io.plimsoll.autoscaler.decision.answer.Action.EndUnregistered;
import io.plimsoll.autoscaler.decision.answer.Action.GiveBack;
import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.clusterstate.GroupReadiness;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.question.History.ScaleUpInFlight;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.clusterstate.ScaleUpTracking;
import io.plimsoll.autoscaler.engine.port.CloudProvider;
import io.plimsoll.autoscaler.engine.port.CloudProvider.LaunchFailure;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Raises groups, and takes back what they did not deliver, so that others get a try. */
public final class ScaleUps {
    private final CloudProvider cloud;
    private final Events events;
    private final EngineOptions options;
    private ScaleUpTracking tracking;
    private Optional<Instant> lastScaleUp = Optional.empty();
    private final SortedMap<String, Instant> lastScaleUps = new TreeMap<>();

    /** Instances that never became nodes and were counted as a failure of their group. */
    private Set<String> givenUp = Set.of();

    /**
     * @param remembered of nodes on their way, by an earlier process
     */
    public ScaleUps(
            CloudProvider cloud, Events events, EngineOptions options, ScaleUpTracking remembered) {
        this.cloud = cloud;
        this.events = events;
        this.options = options;
        this.tracking = remembered;
    }

    public ScaleUpTracking tracking() {
        return tracking;
    }

    public Optional<Instant> lastScaleUp() {
        return lastScaleUp;
    }

    /** The same by node group. */
    SortedMap<String, Instant> lastScaleUps() {
        return lastScaleUps;
    }

    /** Takes note of what was observed. */
    public void track(ClusterState state, Instant now) {
        tracking = tracking.compared(state, now);
    }

    /**
     * Backs off from groups that failed to launch or took too long, and gives up nodes that will
     * not come, down to the group's minimum. The backoffs count for the decision of this loop.
     */
    public void giveUp(ClusterState state, Attempts attempts, Instant now) {
        Set<String> stillThere = new HashSet<>();
        for (GroupReadiness group : state.groups().values()) {
            String name = group.group().name();
            Optional<Problem> order =
                    failedToLaunch(group, attempts, now).or(() -> timedOut(name, now));
            order.ifPresent(problem -> fail(name, problem, attempts, now));
            if (order.isPresent()) {
                giveBackMissing(group, attempts);
            }
            List<Instance> overdue = group.instances().longUnregistered();
            boolean isNew = overdue.stream().anyMatch(each -> !givenUp.contains(each.id()));
            if (order.isEmpty() && isNew && !tracking.backoffs().isActive(name, now)) {
                fail(name, timeout(), attempts, now);
            }
            endUnregistered(group, attempts);
            overdue.forEach(instance -> stillThere.add(instance.id()));
        }
        givenUp = Set.copyOf(stillThere);
    }

    /**
     * Empty when the group was raised.
     *
     * @param seen what the decision was made of
     */
    public Optional<Problem> execute(
            ScaleUp scaleUp, Observation seen, Attempts attempts, Instant now) {
        int max =
                seen.nodeGroups().stream()
                        .filter(group -> group.name().equals(scaleUp.nodeGroup()))
                        .findFirst()
                        .orElseThrow()
                        .size()
                        .max();
        if (scaleUp.to() > max) {
            Problem problem =
                    new Problem(
                            Problem.Kind.NOT_POSSIBLE, "more than the group's maximum of " + max);
            attempts.failed(scaleUp, problem);
            return Optional.of(problem);
        }
        events.scalingUp(scaleUp, max);
        Optional<Problem> problem =
                attempts.attempt(
                        scaleUp,
                        () ->
                                cloud.setTargetSize(
                                        scaleUp.nodeGroup(), scaleUp.from(), scaleUp.to()));
        if (problem.isPresent()) {
            refused(scaleUp.nodeGroup(), problem.get(), now);
            return problem;
        }
        tracking = tracking.started(scaleUp.nodeGroup(), scaleUp.to() - scaleUp.from(), now);
        lastScaleUp = Optional.of(now);
        lastScaleUps.put(scaleUp.nodeGroup(), now);
        events.scaledUp(scaleUp, max);
        scaleUp.pods().forEach(pod -> events.triggeredScaleUp(pod, scaleUp, max));
        return problem;
    }

    private void refused(String group, Problem problem, Instant now) {
        events.scaleUpRefused(group, problem.message());
        if (!problem.isTransient()) {
            tracking = tracking.failed(group, problem, options.decision().health().backoff(), now);
        }
    }

    private void fail(String group, Problem problem, Attempts attempts, Instant now) {
        attempts.add(new Outcome.NotDelivered(group, problem));
        if (problem.kind() == Problem.Kind.TIMED_OUT) {
            events.scaleUpTimedOut(group, maxProvisionTime());
        } else {
            events.launchFailed(group, problem);
        }
        tracking = tracking.failed(group, problem, options.decision().health().backoff(), now);
    }

    /** Of what was ordered; where nothing is missing, the cloud has launched all it should. */
    private Optional<Problem> failedToLaunch(GroupReadiness group, Attempts attempts, Instant now) {
        String name = group.group().name();
        ScaleUpInFlight order = tracking.inFlight().get(name);
        if (order == null || group.missing() == 0) {
            return Optional.empty();
        }
        List<LaunchFailure> failures = new ArrayList<>();
        attempts.tryQuietly(() -> failures.addAll(cloud.launchFailures(name, order.began())))
                .ifPresent(problem ->
                        attempts.add(
                                new Outcome.Unanswered("launch failures of " + name, problem)));
        return LaunchTrouble.of(failures, now);
    }

    private Optional<Problem> timedOut(String group, Instant now) {
        return tracking.isOverdue(group, maxProvisionTime(), now)
                ? Optional.of(timeout())
                : Optional.empty();
    }

    private Problem timeout() {
        return new Problem(
                Problem.Kind.TIMED_OUT,
                "nodes did not register within " + DurationText.of(maxProvisionTime()));
    }

    private void giveBackMissing(GroupReadiness census, Attempts attempts) {
        NodeGroup.Size size = census.group().size();
        int kept = Math.max(size.min(), census.liveInstances());
        if (kept < size.target()) {
            String name = census.group().name();
            attempts.attempt(
                    new GiveBack(name, size.target(), kept),
                    () -> cloud.setTargetSize(name, size.target(), kept));
        }
    }

    /** Those that the minimum holds stay; they are told of once, and count for nothing. */
    private void endUnregistered(GroupReadiness census, Attempts attempts) {
        NodeGroup group = census.group();
        int min = group.size().min();
        int expendable = Math.max(0, census.liveInstances() - min);
        List<Instance> overdue = census.instances().longUnregistered();
        for (Instance instance : overdue.stream().limit(expendable).toList()) {
            Optional<Problem> problem =
                    attempts.attempt(
                            new EndUnregistered(group.name(), instance.id()),
                            () -> cloud.terminate(group.name(), instance));
            problem.ifPresentOrElse(
                    failure -> events.unregisteredStays(instance.id(), failure.message()),
                    () -> events.unregisteredEnded(instance.id()));
        }
        for (Instance instance : overdue.stream().skip(expendable).toList()) {
            if (!givenUp.contains(instance.id())) {
                String problem =
                        "%s may not have less than its minimum of %d".formatted(group.name(), min);
                attempts.failed(
                        new EndUnregistered(group.name(), instance.id()),
                        new Problem(Problem.Kind.NOT_POSSIBLE, problem));
                events.unregisteredStays(instance.id(), problem);
            }
        }
    }

    private Duration maxProvisionTime() {
        return options.decision().health().maxNodeProvisionTime();
    }
}

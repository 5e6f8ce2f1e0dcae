package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.decision.answer.Decision.ScaleUp;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.question.History.ScaleUpInFlight;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.clusterstate.GroupCensus;
import io.plimsoll.autoscaler.engine.clusterstate.NodeCensus;
import io.plimsoll.autoscaler.engine.clusterstate.ScaleUpTracking;
import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.autoscaler.engine.port.CloudProvider;
import io.plimsoll.autoscaler.engine.port.CloudProvider.LaunchFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Raises groups, and takes back what they did not deliver, so that others get a try. */
public final class ScaleUps {
    private final CloudProvider cloud;
    private final Events events;
    private final EngineOptions options;
    private ScaleUpTracking tracking = ScaleUpTracking.NONE;
    private Optional<Instant> lastScaleUp = Optional.empty();

    public ScaleUps(CloudProvider cloud, Events events, EngineOptions options) {
        this.cloud = cloud;
        this.events = events;
        this.options = options;
    }

    public ScaleUpTracking tracking() {
        return tracking;
    }

    public Optional<Instant> lastScaleUp() {
        return lastScaleUp;
    }

    /** Takes note of what was observed. */
    public NodeCensus track(Observation observation, Instant now) {
        tracking = tracking.sighted(observation, now);
        NodeCensus census =
                NodeCensus.of(observation, tracking.unregisteredSince(), options.decision(), now);
        tracking = tracking.compared(census, now);
        return census;
    }

    /**
     * Backs off from groups that failed to launch or took too long, and gives up nodes that will
     * not come, down to the group's minimum.
     *
     * @return whether a group's target or instances changed
     */
    public boolean giveUpFailed(NodeCensus census, Attempts attempts, Instant now) {
        Set<String> failed = failedToLaunch(census, attempts, now);
        failed.addAll(timedOut(attempts, now));
        boolean changed = false;
        for (GroupCensus group : census.groups().values()) {
            if (failed.contains(group.group().name())) {
                changed |= giveBackMissing(group, attempts);
            }
            changed |= endUnregistered(group, attempts);
        }
        return changed;
    }

    public void execute(ScaleUp scaleUp, NodeGroup group, Attempts attempts, Instant now) {
        String action =
                "scale-up %s %d to %d".formatted(scaleUp.nodeGroup(), scaleUp.from(), scaleUp.to());
        int max = group.size().max();
        if (scaleUp.to() > max) {
            attempts.failed(action, "more than the group's maximum of " + max);
            return;
        }
        events.scalingUp(scaleUp, max);
        Optional<RuntimeException> problem =
                attempts.attempt(
                        action,
                        () ->
                                cloud.setTargetSize(
                                        scaleUp.nodeGroup(), scaleUp.from(), scaleUp.to()));
        if (problem.isPresent()) {
            refused(scaleUp.nodeGroup(), problem.get(), now);
            return;
        }
        tracking = tracking.started(scaleUp.nodeGroup(), scaleUp.to() - group.size().target(), now);
        lastScaleUp = Optional.of(now);
        events.scaledUp(scaleUp, max);
        scaleUp.pods().forEach(pod -> events.triggeredScaleUp(pod, scaleUp, max));
    }

    private void refused(String group, RuntimeException problem, Instant now) {
        events.scaleUpRefused(group, Attempts.describe(problem));
        if (!isTransient(problem)) {
            tracking =
                    tracking.failed(
                            group,
                            Attempts.describe(problem),
                            options.decision().health().backoff(),
                            now);
        }
    }

    /** A call that did not get through says nothing of the group: the next loop tries again. */
    static boolean isTransient(RuntimeException problem) {
        return problem instanceof CloudException failure
                && switch (failure.category()) {
                    case CHANGED, THROTTLED, UNAVAILABLE -> true;
                    case CAPACITY_UNAVAILABLE, QUOTA_EXCEEDED, ACCESS_DENIED, INVALID_REQUEST ->
                            false;
                };
    }

    private Set<String> failedToLaunch(NodeCensus census, Attempts attempts, Instant now) {
        Set<String> groups = new TreeSet<>();
        for (LaunchFailure failure : launchFailures(census, attempts)) {
            if (groups.add(failure.nodeGroup())) {
                String problem = failure.category() + ": " + failure.message();
                attempts.failed("launch nodes of " + failure.nodeGroup(), problem);
                events.launchFailed(failure.nodeGroup(), problem);
                tracking =
                        tracking.failed(
                                failure.nodeGroup(),
                                problem,
                                options.decision().health().backoff(),
                                now);
            }
        }
        return groups;
    }

    /** Of what was ordered; where nothing is missing, the cloud has launched all it should. */
    private List<LaunchFailure> launchFailures(NodeCensus census, Attempts attempts) {
        List<LaunchFailure> failures = new ArrayList<>();
        for (GroupCensus group : census.groups().values()) {
            String name = group.group().name();
            ScaleUpInFlight order = tracking.inFlight().get(name);
            if (order != null && group.missing() > 0) {
                attempts.tryQuietly(
                                () -> failures.addAll(cloud.launchFailures(name, order.since())))
                        .map(Attempts::describe)
                        .ifPresent(problem ->
                                attempts.failed("ask for launch failures of " + name, problem));
            }
        }
        return failures;
    }

    private Set<String> timedOut(Attempts attempts, Instant now) {
        Set<String> groups = new TreeSet<>(tracking.overdue(maxProvisionTime(), now));
        for (String group : groups) {
            String problem = "nodes did not register within " + maxProvisionTime();
            attempts.failed("scale-up " + group, problem);
            events.scaleUpTimedOut(group, maxProvisionTime());
            tracking = tracking.failed(group, problem, options.decision().health().backoff(), now);
        }
        return groups;
    }

    private boolean giveBackMissing(GroupCensus census, Attempts attempts) {
        NodeGroup.Size size = census.group().size();
        int kept = Math.max(size.min(), census.liveInstances());
        if (kept >= size.target()) {
            return false;
        }
        String name = census.group().name();
        String action = "give back %s %d to %d".formatted(name, size.target(), kept);
        return attempts.attempt(action, () -> cloud.setTargetSize(name, size.target(), kept))
                .isEmpty();
    }

    private boolean endUnregistered(GroupCensus census, Attempts attempts) {
        NodeGroup group = census.group();
        int expendable = Math.max(0, census.liveInstances() - group.size().min());
        boolean changed = false;
        for (NodeGroup.Instance instance :
                census.longUnregistered().stream().limit(expendable).toList()) {
            Optional<RuntimeException> problem =
                    attempts.attempt(
                            "end unregistered " + instance.id(),
                            () -> cloud.terminate(group.name(), instance));
            problem.ifPresentOrElse(
                    failure -> events.unregisteredStays(instance.id(), Attempts.describe(failure)),
                    () -> events.unregisteredEnded(instance.id()));
            changed |= problem.isEmpty();
        }
        return changed;
    }

    private Duration maxProvisionTime() {
        return options.decision().health().maxNodeProvisionTime();
    }
}

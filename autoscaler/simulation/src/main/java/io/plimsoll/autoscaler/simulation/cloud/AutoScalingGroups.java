package io.plimsoll.autoscaler.simulation.cloud;

import io.plimsoll.autoscaler.decision.answer.Action.Sequel;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.autoscaler.engine.port.CloudException.Category;
import io.plimsoll.autoscaler.engine.port.CloudProvider;
import io.plimsoll.autoscaler.engine.port.CloudProvider.LaunchFailure;
import io.plimsoll.autoscaler.engine.port.CloudProvider.Place;
import io.plimsoll.autoscaler.simulation.clock.Jitter;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.event.EventLog;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.autoscaler.simulation.spec.CloudFaults.SpotInterruption;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.autoscaler.simulation.spec.Timing.InstanceTiming;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Amazon EC2 Auto Scaling, as far as the autoscaler and its nodes notice: groups launch towards
 * their desired capacity in the moment after it changed and evenly over their zones, retry failed
 * launches, and never replace what was terminated with a decrement. AZ rebalancing is taken to be
 * suspended.
 */
public final class AutoScalingGroups implements CloudProvider {
    /** AWS tells of activities of six weeks; nobody asks for more than these. */
    private static final Duration KEPT = Duration.ofHours(6);

    private final VirtualClock clock;
    private final EventLog journal;
    private final MachineEvents machines;
    private final InstanceTiming timing;
    private final Launches launches;
    private final Jitter jitter;
    private final SortedMap<String, AutoScalingGroup> groups = new TreeMap<>();
    private final List<LaunchFailure> failures = new ArrayList<>();

    public AutoScalingGroups(
            WorldSpec spec,
            VirtualClock clock,
            EventLog journal,
            Random random,
            MachineEvents machines) {
        this.clock = clock;
        this.journal = journal;
        this.machines = machines;
        this.timing = spec.settings().timing().instance();
        this.launches =
                new Launches(
                        random,
                        new CapacityFaults(
                                spec.settings().faults(), spec.settings().start(), random));
        for (SimulatedNodeGroup group : spec.groups()) {
            groups.put(group.name(), new AutoScalingGroup(group));
        }
        this.jitter = new Jitter(~spec.seed(), spec.settings().timing().jitterPercent());
        groups.values().forEach(this::fillAtStart);
        for (SpotInterruption interruption : spec.settings().faults().interruptions()) {
            clock.after(interruption.notice(), () -> interrupt(group(interruption.nodeGroup())));
        }
    }

    @Override
    public List<NodeGroup> nodeGroups() {
        return groups.values().stream()
                .filter(group -> group.spec().discovered())
                .map(AutoScalingGroup::asObserved)
                .toList();
    }

    @Override
    public void setTargetSize(String nodeGroup, int expected, int size) {
        AutoScalingGroup group = group(nodeGroup);
        NodeGroup.Size bounds = group.spec().size();
        if (size < bounds.min() || size > bounds.max()) {
            throw new CloudException(
                    Category.INVALID_REQUEST,
                    "Desired capacity %d of %s must be between %d and %d"
                            .formatted(size, nodeGroup, bounds.min(), bounds.max()));
        }
        if (group.desired() == size) {
            return;
        }
        if (group.desired() != expected) {
            throw changed(
                    "Desired capacity of %s is %d, not %d"
                            .formatted(nodeGroup, group.desired(), expected));
        }
        if (size < group.live().size()) {
            throw changed(
                    "%s has %d instances, more than %d"
                            .formatted(nodeGroup, group.live().size(), size));
        }
        resize(nodeGroup, size);
    }

    @Override
    public void terminate(String nodeGroup, Instance expected) {
        AutoScalingGroup group = group(nodeGroup);
        Optional<SimulatedInstance> instance = stillThere(group, expected);
        if (instance.isEmpty()) {
            return;
        }
        int min = group.spec().size().min();
        if (group.desired() <= min || group.live().size() <= min) {
            throw changed(
                    "Terminating %s would leave %s below its minimum of %d"
                            .formatted(expected.id(), nodeGroup, min));
        }
        group.want(group.desired() - 1);
        stop(group, instance.get());
    }

    @Override
    public void end(String nodeGroup, Instance expected, Sequel sequel) {
        AutoScalingGroup group = group(nodeGroup);
        Optional<SimulatedInstance> instance = stillThere(group, expected);
        if (instance.isEmpty()) {
            return;
        }
        switch (sequel) {
            case SMALLER -> {
                if (group.desired() <= group.spec().size().min()
                        || group.live().size() > group.desired()) {
                    throw changed(
                            "Ending %s would take more of %s than it may lose"
                                    .formatted(expected.id(), nodeGroup));
                }
                group.want(group.desired() - 1);
                stop(group, instance.get());
            }
            case REPLACED -> {
                stop(group, instance.get());
                clock.after(Duration.ZERO, () -> settle(group));
            }
        }
    }

    /** Empty where it is ending already. */
    private static Optional<SimulatedInstance> stillThere(
            AutoScalingGroup group, Instance expected) {
        SimulatedInstance instance =
                group.instance(expected.id())
                        .orElseThrow(() ->
                                changed(group.spec().name() + " has no instance " + expected.id()));
        if (instance.isLive() && instance.lifecycle() != expected.lifecycle()) {
            throw changed("%s is %s".formatted(instance.id(), instance.lifecycle()));
        }
        return Optional.of(instance).filter(SimulatedInstance::isLive);
    }

    private static CloudException changed(String message) {
        return new CloudException(Category.CHANGED, message);
    }

    @Override
    public List<LaunchFailure> launchFailures(String nodeGroup, Instant since) {
        return failures.stream()
                .filter(failure -> failure.nodeGroup().equals(nodeGroup))
                .filter(failure -> !failure.time().isBefore(since))
                .toList();
    }

    /** Somebody else changes the desired capacity, and AWS ends what is too much. */
    public void resize(String nodeGroup, int size) {
        AutoScalingGroup group = group(nodeGroup);
        group.want(size);
        clock.after(Duration.ZERO, () -> settle(group));
    }

    /** Desired capacity by group. */
    public SortedMap<String, Integer> desired() {
        SortedMap<String, Integer> sizes = new TreeMap<>();
        groups.forEach((name, group) -> sizes.put(name, group.desired()));
        return Collections.unmodifiableSortedMap(sizes);
    }

    /** What all pending and running instances cost in an hour, in millionths of a US dollar. */
    public long microUsdPerHour() {
        return groups.values().stream()
                .mapToLong(group ->
                        group.live().size()
                                * group.spec().machine().template().price().microUsdPerHour())
                .sum();
    }

    private AutoScalingGroup group(String name) {
        return Optional.ofNullable(groups.get(name))
                .orElseThrow(() ->
                        new CloudException(
                                Category.INVALID_REQUEST,
                                "There is no Auto Scaling group " + name));
    }

    private void fillAtStart(AutoScalingGroup group) {
        for (int count = 0; count < group.desired(); count++) {
            SimulatedInstance instance =
                    launches.next(group, clock.instant()).with(Lifecycle.IN_SERVICE);
            group.put(instance);
            machines.found(instance, group.spec());
        }
    }

    /** Launches or drops instances until as many are there as are wanted. */
    private void settle(AutoScalingGroup group) {
        int missing = group.desired() - group.live().size();
        for (int count = 0; count < missing; count++) {
            launch(group);
        }
        for (int count = missing; count < 0; count++) {
            group.instanceToDrop().ifPresent(instance -> stop(group, instance));
        }
    }

    private void launch(AutoScalingGroup group) {
        SimulatedInstance instance = launches.next(group, clock.instant());
        Optional<String> refusal = launches.refusal(group, instance);
        if (refusal.isPresent()) {
            fail(group, instance, refusal.get());
            return;
        }
        group.put(instance);
        journal.add(
                new WorldEvent.InstanceLaunched(
                        clock.instant(),
                        group.spec().name(),
                        instance.id(),
                        instance.place().zone()));
        clock.after(jitter.around(timing.instanceBoot()), () -> boot(group, instance));
    }

    private void fail(AutoScalingGroup group, SimulatedInstance instance, String message) {
        String name = group.spec().name();
        Instant horizon = clock.instant().minus(KEPT);
        failures.removeIf(failure -> failure.time().isBefore(horizon));
        failures.add(
                new LaunchFailure(
                        name,
                        clock.instant(),
                        Category.CAPACITY_UNAVAILABLE,
                        message,
                        new Place(
                                Optional.of(group.spec().machine().instanceType()),
                                Optional.of(instance.place().zone()))));
        journal.add(new WorldEvent.LaunchFailed(clock.instant(), name, message));
        if (group.planRetry()) {
            clock.after(
                    timing.launchRetry(),
                    () -> {
                        group.retryDone();
                        settle(group);
                    });
        }
    }

    private void boot(AutoScalingGroup group, SimulatedInstance instance) {
        if (!group.isPending(instance.id())) {
            return;
        }
        SimulatedInstance running = instance.with(Lifecycle.IN_SERVICE);
        group.put(running);
        machines.booted(running, group.spec());
    }

    /** Ids are drawn, so the first of them is any. */
    private void interrupt(AutoScalingGroup group) {
        Optional<SimulatedInstance> taken =
                group.live().stream()
                        .filter(instance -> instance.lifecycle() == Lifecycle.IN_SERVICE)
                        .findFirst();
        if (taken.isEmpty()) {
            return;
        }
        String name = group.spec().name();
        journal.add(new WorldEvent.SpotInterrupted(clock.instant(), name, taken.get().id()));
        clock.after(
                SpotNotices.TIME,
                () ->
                        group.instance(taken.get().id())
                                .filter(SimulatedInstance::isLive)
                                .ifPresent(instance -> {
                                    stop(group, instance);
                                    settle(group);
                                }));
    }

    private void stop(AutoScalingGroup group, SimulatedInstance instance) {
        SimulatedInstance stopping = instance.with(Lifecycle.TERMINATING);
        group.put(stopping);
        clock.after(
                timing.instanceStop(),
                () -> {
                    group.remove(stopping.id());
                    machines.stopped(stopping);
                });
    }
}

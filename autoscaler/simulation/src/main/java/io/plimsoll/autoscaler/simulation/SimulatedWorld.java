package io.plimsoll.autoscaler.simulation;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.cloud.AutoScalingGroups;
import io.plimsoll.autoscaler.simulation.cluster.ClusterView;
import io.plimsoll.autoscaler.simulation.cluster.SimulatedCluster;
import io.plimsoll.autoscaler.simulation.event.EventLog;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.autoscaler.simulation.spec.JobSpec;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A cluster, a cloud and the autoscaler between them, in virtual time. Nothing happens but in
 * {@link #runFor} and {@link #runUntilSettled}; what is changed from outside takes effect in the
 * next of them. Confined to one thread.
 */
public final class SimulatedWorld implements World {
    private final VirtualClock clock;
    private final Instant start;
    private final EventLog journal;
    private final SimulatedCluster cluster;
    private final AutoScalingGroups cloud;
    private final Bill bill = new Bill();
    private final List<Consumer<LoopReport>> loopListeners = new ArrayList<>();

    public SimulatedWorld(WorldSpec spec) {
        start = spec.settings().start();
        clock = new VirtualClock(start);
        journal = new EventLog();
        Random random = new Random(spec.seed());
        cluster = new SimulatedCluster(spec, clock, journal, random);
        cloud = new AutoScalingGroups(spec, clock, journal, random, cluster.machines());
        new AutoscalerProcess(clock, cluster, cloud, journal, spec.settings().autoscaler())
                .listen(report -> loopListeners.forEach(listener -> listener.accept(report)));
    }

    /** A world whose autoscaler is somebody else's matter. */
    SimulatedWorld(
            VirtualClock clock,
            EventLog journal,
            SimulatedCluster cluster,
            AutoScalingGroups cloud) {
        this.start = clock.instant();
        this.clock = clock;
        this.journal = journal;
        this.cluster = cluster;
        this.cloud = cloud;
    }

    @Override
    public String place() {
        return "simulation";
    }

    @Override
    public Duration elapsed() {
        return Duration.between(start, clock.instant());
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void runFor(Duration duration) {
        Instant end = clock.instant().plus(duration);
        live();
        while (nextUntil(end).isPresent()) {
            step(end);
        }
        pass(end);
    }

    /**
     * Runs until {@code settled} holds, looking after each moment at which something happened.
     *
     * @param limit how much virtual time that may take at most
     * @return whether it held
     */
    public boolean runUntilSettled(Predicate<SimulatedWorld> settled, Duration limit) {
        Instant end = clock.instant().plus(limit);
        live();
        while (!settled.test(this)) {
            if (nextUntil(end).isEmpty()) {
                pass(end);
                return settled.test(this);
            }
            step(end);
        }
        return true;
    }

    private Optional<Instant> nextUntil(Instant end) {
        return clock.next().filter(next -> !next.isAfter(end));
    }

    private void step(Instant end) {
        nextUntil(end).ifPresent(this::pass);
        live();
    }

    private void pass(Instant time) {
        bill.add(cloud.microUsdPerHour(), Duration.between(clock.instant(), time));
        clock.moveTo(time);
    }

    /** Everything that happens at this moment. */
    private void live() {
        cluster.reconcile();
        while (nextUntil(clock.instant()).isPresent()) {
            clock.runDue();
            cluster.reconcile();
        }
    }

    /** Requests to a Deployment beside what Jobs send it; 0 ends them. */
    public void setLoad(ObjectKey deployment, long requestsPerSecond) {
        cluster.send(deployment, requestsPerSecond);
    }

    @Override
    public void setHpaMax(ObjectKey hpa, int max) {
        cluster.setHpaMax(hpa, max);
    }

    @Override
    public void createJob(JobSpec job) {
        cluster.createJob(job);
    }

    @Override
    public void deleteJob(ObjectKey job) {
        cluster.deleteJob(job);
    }

    @Override
    public void onEvent(Consumer<WorldEvent> listener) {
        journal.listen(listener);
    }

    /** Tells {@code listener} of each loop of the autoscaler from now on. */
    public void onLoop(Consumer<LoopReport> listener) {
        loopListeners.add(listener);
    }

    @Override
    public List<WorldEvent> events() {
        return journal.events();
    }

    @Override
    public ClusterView view() {
        return cluster.view();
    }

    @Override
    public Cluster cluster() {
        return cluster.observe();
    }

    /** The groups under the autoscaler's care, as it sees them. */
    public List<NodeGroup> nodeGroups() {
        return cloud.nodeGroups();
    }

    @Override
    public SortedMap<String, Integer> desiredCapacity() {
        return cloud.desired();
    }

    @Override
    public long microUsdPerHour() {
        return cloud.microUsdPerHour();
    }

    @Override
    public long microUsdSpent() {
        return bill.microUsd();
    }
}

package io.plimsoll.autoscaler.simulation;

import io.plimsoll.autoscaler.decision.question.ConsolidationOptions.Consolidation;
import io.plimsoll.autoscaler.engine.loop.AutoscalerLoop;
import io.plimsoll.autoscaler.engine.loop.Pacing;
import io.plimsoll.autoscaler.engine.port.Ports;
import io.plimsoll.autoscaler.simulation.Invariants.Rule;
import io.plimsoll.autoscaler.simulation.Invariants.Violation;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.cloud.AutoScalingGroups;
import io.plimsoll.autoscaler.simulation.cluster.SimulatedCluster;
import io.plimsoll.autoscaler.simulation.event.EventLog;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** A world out of a seed, in which everything goes wrong for a while, and then nothing more. */
final class HostileWorld {
    private static final Duration TROUBLE = Duration.ofMinutes(90);

    /** Longer than all patience and backoffs of HPA and autoscaler together. */
    private static final Duration SETTLING = Duration.ofMinutes(90);

    private static final Duration QUIET = Duration.ofMinutes(20);

    static final Duration LENGTH = TROUBLE.plus(SETTLING).plus(QUIET);

    /** The longest backoff and a node's provisioning: nobody waits longer for what may be had. */
    private static final Duration PATIENCE = Invariants.LONGEST_BACKOFF.plusMinutes(20);

    private static final Duration LOOK = Duration.ofMinutes(1);

    private final WorldSpec spec;
    private final VirtualClock clock;
    private final EventLog journal = new EventLog();
    private final SimulatedCluster cluster;
    private final AutoScalingGroups cloud;
    private final SimulatedWorld world;
    private final Mishaps mishaps;
    private final Ailments ailments;
    private final Outsiders outsiders;
    private final Invariants invariants;
    private final Reports reports;
    private final Candidates candidates;
    private final HostileNotices notices;
    private final Line.Tally tally = new Line.Tally();

    private HostileWorld(WorldSpec spec) {
        this.spec = spec;
        clock = new VirtualClock(spec.settings().start());
        Random random = new Random(spec.seed());
        mishaps = new Mishaps(clock, new Random(random.nextLong()), new Random(~spec.seed()));
        cluster = new SimulatedCluster(spec, clock, journal, random);
        Duds duds = new Duds(cluster.machines(), mishaps, new TreeSet<>());
        cloud = new AutoScalingGroups(spec, clock, journal, random, duds);
        world = new SimulatedWorld(clock, journal, cluster, cloud);
        outsiders = new Outsiders(spec, clock, cluster, cloud, new Random(random.nextLong()));
        ailments = new Ailments(clock, cluster, spec.seed());
        invariants =
                new Invariants(
                        spec, clock, cluster, cloud, new Invariants.Troubles(duds, ailments));
        reports = new Reports(invariants, mishaps);
        candidates = new Candidates(clock, mishaps, this::process);
        notices = new HostileNotices(clock, cloud, journal, spec.seed());
        journal.listen(this::heard);
    }

    /** What came of a world. */
    record Outcome(
            Duration time,
            long loops,
            long writes,
            long refused,
            long replacements,
            long repairs,
            List<WorldEvent> events,
            List<Violation> violations) {}

    /** Consolidation is off in every third world, deletes in another and replaces in the rest. */
    static Outcome play(long seed) {
        return switch ((int) (seed % 3)) {
            case 0 -> play(seed, Consolidation.OFF);
            case 1 -> play(seed, Consolidation.DELETE);
            default -> play(seed, Consolidation.REPLACE);
        };
    }

    static Outcome play(long seed, Consolidation consolidation) {
        return new HostileWorld(RandomWorlds.of(seed, consolidation)).play();
    }

    private HostileProcess process(Candidates all) {
        Pacing pacing =
                new Pacing(Pacing.Rhythm.every(spec.settings().autoscaler().scanInterval()));
        return new HostileProcess(clock, all, pacing, process -> loop(process, all));
    }

    private AutoscalerLoop loop(HostileProcess process, Candidates all) {
        Line line = new Line(mishaps, tally, () -> all.mayChange(process));
        HostileCluster view = new HostileCluster(clock, cluster, ailments, line, invariants);
        return new AutoscalerLoop(
                new Ports(
                        view,
                        new HostileCloud(clock, cloud, line, view, invariants),
                        new HostileFeed(notices, line),
                        reports,
                        _ -> {
                            all.mayChange(process);
                            return all.leads(process);
                        }),
                spec.settings().autoscaler().options(),
                reports.remembered(),
                mishaps.clockOfNewProcess());
    }

    private Outcome play() {
        mishaps.begin();
        outsiders.begin();
        ailments.begin();
        runFor(TROUBLE);
        mishaps.end();
        outsiders.end();
        ailments.end();
        runFor(SETTLING);
        invariants.nothingIsLeft();
        Instant settled = clock.instant();
        runFor(QUIET);
        invariants.nothingIsLeft();
        if (invariants.lastLaunchFailure().plus(SETTLING).isBefore(settled)) {
            journal.events().stream()
                    .filter(event -> event.time().isAfter(settled))
                    .filter(HostileWorld::isChange)
                    .findFirst()
                    .ifPresent(event -> invariants.violated(Rule.COMES_TO_REST, event.toString()));
        }
        return new Outcome(
                world.elapsed(),
                reports.loops(),
                tally.writes(),
                tally.refused(),
                reports.replacements(),
                invariants.repairs(),
                journal.events(),
                invariants.violations());
    }

    private void runFor(Duration duration) {
        Instant end = clock.instant().plus(duration);
        while (clock.instant().isBefore(end)) {
            Duration rest = Duration.between(clock.instant(), end);
            world.runFor(rest.compareTo(LOOK) < 0 ? rest : LOOK);
            if (world.elapsed().compareTo(TROUBLE.plus(PATIENCE)) > 0
                    && invariants.lastLaunchFailure().plus(PATIENCE).isBefore(clock.instant())) {
                invariants.nobodyWaitsInVain(PATIENCE);
            }
        }
    }

    private void heard(WorldEvent event) {
        invariants.heard(event);
        invariants.checkSizes();
        candidates.heard(event);
    }

    private static boolean isChange(WorldEvent event) {
        return event instanceof WorldEvent.InstanceLaunched
                || event instanceof WorldEvent.NodeGone
                || event instanceof WorldEvent.HpaScaled;
    }
}

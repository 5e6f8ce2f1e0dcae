package io.plimsoll.demo.whatif;

import io.plimsoll.autoscaler.app.flight.FlightTrace;
import io.plimsoll.autoscaler.app.flight.GroupUse;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.simulation.SimulatedWorld;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Plays a world for a time, and counts. */
final class Play {

    private final GroupUse use = new GroupUse();
    private final Waits waits = new Waits();

    private Play() {}

    static Played of(WorldSpec spec, Duration time) {
        Play play = new Play();
        SimulatedWorld world = new SimulatedWorld(spec);
        world.onEvent(play.waits::hear);
        world.onLoop(play::looped);
        world.runFor(time);
        play.use.until(world.now());
        return new Played(
                new Side(
                        usd(play.use),
                        play.waits.figures(world.now()),
                        play.waits.evictions(),
                        play.use.peak(),
                        play.use.peakTogether()),
                play.use.course(),
                play.waits.course());
    }

    /** As it was recorded. */
    static Played recorded(FlightTrace trace) {
        FlightTrace.Machines machines = trace.machines();
        return new Played(
                new Side(
                        usd(machines.use()),
                        Waits.recorded(trace.pods(), trace.span().to()),
                        machines.evictions(),
                        machines.use().peak(),
                        machines.use().peakTogether()),
                machines.use().course(),
                Waits.course(trace.pods()));
    }

    private void looped(LoopReport report) {
        use.seen(report.time(), report.observation().nodeGroups());
        waits.loop(report.time());
    }

    private static BigDecimal usd(GroupUse use) {
        return BigDecimal.valueOf(use.microUsd(), 6).setScale(4, RoundingMode.HALF_UP);
    }
}

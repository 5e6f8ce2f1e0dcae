package io.plimsoll.autoscaler.simulation;

import io.plimsoll.autoscaler.engine.loop.AutoscalerLoop;
import io.plimsoll.autoscaler.engine.loop.Pacing;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import java.time.Instant;
import java.util.function.Function;

/** One process of the autoscaler, which may be killed in any call of its loop. */
final class HostileProcess {
    private final VirtualClock clock;
    private final Candidates candidates;
    private final Pacing pacing;
    private final AutoscalerLoop loop;
    private Instant planned;

    HostileProcess(
            VirtualClock clock,
            Candidates candidates,
            Pacing pacing,
            Function<HostileProcess, AutoscalerLoop> loop) {
        this.clock = clock;
        this.candidates = candidates;
        this.pacing = pacing;
        this.loop = loop.apply(this);
        this.planned = clock.instant();
    }

    void heard(WorldEvent event) {
        if (event instanceof WorldEvent.PodPending
                || event instanceof WorldEvent.NodeReady
                || event instanceof WorldEvent.NodeGone
                || event instanceof WorldEvent.LaunchFailed) {
            pacing.news(clock.instant());
            plan();
        }
    }

    private void plan() {
        Instant due = pacing.due();
        Instant time = due.isAfter(clock.instant()) ? due : clock.instant();
        planned = time;
        clock.at(
                time,
                () -> {
                    if (planned.equals(time) && candidates.leads(this)) {
                        runLoop();
                    }
                });
    }

    void runLoop() {
        pacing.started();
        try {
            LoopReport report = loop.runOnce();
            pacing.ended(report, loop.nextWakeup(), clock.instant());
        } catch (Line.Killed _) {
            candidates.died(this);
            return;
        }
        plan();
    }
}

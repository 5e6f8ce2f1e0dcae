package io.plimsoll.autoscaler.simulation;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.engine.loop.AutoscalerLoop;
import io.plimsoll.autoscaler.engine.loop.Pacing;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import io.plimsoll.autoscaler.engine.port.InterruptionFeed;
import io.plimsoll.autoscaler.engine.port.Leadership;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.Ports;
import io.plimsoll.autoscaler.engine.port.Reporter;
import io.plimsoll.autoscaler.engine.port.ScaleUpMemory;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.cloud.AutoScalingGroups;
import io.plimsoll.autoscaler.simulation.cloud.SpotNotices;
import io.plimsoll.autoscaler.simulation.event.EventLog;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.autoscaler.simulation.spec.WorldSettings.AutoscalerSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Drives the autoscaler as its process would: a loop at least every scan interval, earlier when the
 * engine asks for it, and shortly after news that may change a decision. A loop takes no time. It
 * runs whether or not some pod of the world is called autoscaler.
 */
final class AutoscalerProcess implements Reporter {

    private final VirtualClock clock;
    private final ClusterApi cluster;
    private final AutoScalingGroups cloud;
    private final EventLog journal;
    private final AutoscalerLoop loop;
    private final List<Consumer<LoopReport>> listeners = new ArrayList<>();
    private final SortedSet<String> leaving = new TreeSet<>();
    private final Pacing pacing;
    private final boolean hearsInterruptions;
    private Instant planned;

    AutoscalerProcess(
            VirtualClock clock,
            ClusterApi cluster,
            AutoScalingGroups cloud,
            EventLog journal,
            AutoscalerSettings settings) {
        this.clock = clock;
        this.cluster = cluster;
        this.cloud = cloud;
        this.journal = journal;
        this.hearsInterruptions = settings.hearsInterruptions();
        InterruptionFeed heard =
                hearsInterruptions ? new SpotNotices(journal) : InterruptionFeed.SILENT;
        this.loop =
                new AutoscalerLoop(
                        new Ports(cluster, cloud, heard, this, Leadership.UNCONTESTED),
                        settings.options(),
                        ScaleUpMemory.NONE,
                        clock);
        this.pacing = new Pacing(Pacing.Rhythm.every(settings.scanInterval()));
        this.planned = clock.instant().plus(settings.scanInterval());
        plan(planned);
        if (!settings.scansOnly()) {
            journal.listen(this::hear);
        }
    }

    void listen(Consumer<LoopReport> listener) {
        listeners.add(listener);
    }

    @Override
    public void event(ObjectReference object, Severity severity, String reason, String message) {
        // The journal tells the same, typed.
    }

    @Override
    public void loopEnded(LoopReport report) {
        listeners.forEach(listener -> listener.accept(report));
    }

    private void hear(WorldEvent event) {
        switch (event) {
            case WorldEvent.PodPending _,
                    WorldEvent.NodeReady _,
                    WorldEvent.NodeGone _,
                    WorldEvent.LaunchFailed _ ->
                    wakeSoon();
            case WorldEvent.SpotInterrupted _ -> {
                if (hearsInterruptions) {
                    wakeSoon();
                }
            }
            case WorldEvent.PodRunning _,
                    WorldEvent.PodGone _,
                    WorldEvent.Evicted _,
                    WorldEvent.ScaleUp _,
                    WorldEvent.ScaleDown _,
                    WorldEvent.InstanceLaunched _,
                    WorldEvent.HpaScaled _,
                    WorldEvent.LoadChanged _ -> {}
        }
    }

    private void wakeSoon() {
        pacing.news(clock.instant());
        plan();
    }

    private void plan() {
        Instant due = pacing.due();
        plan(due.isAfter(clock.instant()) ? due : clock.instant());
    }

    private void plan(Instant time) {
        planned = time;
        clock.at(time, () -> runIfPlanned(time));
    }

    /** A plan that was replaced by another is still on the clock; it finds that it is void. */
    private void runIfPlanned(Instant time) {
        if (!planned.equals(time)) {
            return;
        }
        SortedMap<String, Integer> before = cloud.desired();
        pacing.started();
        LoopReport report = loop.runOnce();
        tellScaleUps(before, report.decision());
        tellScaleDowns(report.decision());
        pacing.ended(report, loop.nextWakeup(), clock.instant());
        plan();
    }

    private void tellScaleUps(SortedMap<String, Integer> before, Decision decision) {
        cloud.desired()
                .forEach((group, size) -> {
                    int from = before.getOrDefault(group, size);
                    if (size > from) {
                        journal.add(
                                new WorldEvent.ScaleUp(
                                        clock.instant(),
                                        group,
                                        from,
                                        size,
                                        reason(decision, group)));
                    }
                });
    }

    private static String reason(Decision decision, String group) {
        return decision.scaleUps().stream()
                .filter(scaleUp -> scaleUp.nodeGroup().equals(group))
                .map(Action.ScaleUp::reason)
                .findFirst()
                .orElse("");
    }

    /** Once a removal, when the engine has marked the node. */
    private void tellScaleDowns(Decision decision) {
        List<String> marked =
                cluster.observe().nodes().stream()
                        .filter(node -> node.taint(TransientTaints.TO_BE_DELETED).isPresent())
                        .map(Node::name)
                        .toList();
        leaving.retainAll(marked);
        for (Action.NodeRemoval removal : decision.removals()) {
            if (marked.contains(removal.node()) && leaving.add(removal.node())) {
                journal.add(
                        new WorldEvent.ScaleDown(
                                clock.instant(),
                                removal.nodeGroup(),
                                removal.node(),
                                removal.reason()));
            }
        }
    }
}

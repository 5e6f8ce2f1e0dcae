package io.plimsoll.demo.story;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.simulation.SimulatedWorld;
import io.plimsoll.autoscaler.simulation.cluster.ClusterView;
import io.plimsoll.demo.timeline.Step;
import io.plimsoll.demo.timeline.Timeline;
import io.plimsoll.demo.world.LoadProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays the story of the Kong scenario: rest, each load in turn, rest again.
 *
 * <p>A step has settled when nothing has changed for a while: for steps under load longer than any
 * reaction of HPA, scheduler and autoscaler takes to begin, for the last one longer than the
 * autoscaler waits before it removes a node.
 */
public final class Story {

    private static final Duration QUIET_UNDER_LOAD = Duration.ofMinutes(3);
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(30);
    private static final Duration REST_LIMIT = Duration.ofHours(6);
    private static final Duration BASELINE = Duration.ofMinutes(3);

    private final Cast cast;
    private final Audience audience;
    private final SimulatedWorld world;
    private final Recorder recorder;
    private final Tables tables;
    private final DecisionLog decisions;
    private final Replacements replacements = new Replacements();
    private final List<Step> steps = new ArrayList<>();
    private String current = "";
    private Duration began = Duration.ZERO;
    private int stuckPending;

    public Story(Cast cast, Audience audience) {
        this.cast = cast;
        this.audience = audience;
        this.world = new SimulatedWorld(cast.world());
        this.decisions = new DecisionLog(world.now(), audience::decided);
        world.onLoop(decisions::add);
        world.onLoop(replacements::looped);
        world.onEvent(replacements::hear);
        AutoscalingOptions options = options();
        world.onLoop(report ->
                audience.looped(new Audience.Look(report, options, world.view(), world.elapsed())));
        world.onEvent(event -> audience.happened(event, world.elapsed()));
        this.recorder = new Recorder(world, cast.hpa().key(), Recorder.USUAL);
        this.tables = new Tables(cast, world);
    }

    public Timeline play() {
        begin("baseline");
        finish(recorder.settle(BASELINE, SETTLE_LIMIT));
        for (LoadProfile profile : cast.profiles()) {
            begin("load " + profile.name());
            underLoad(profile);
        }
        begin("load ends");
        finish(recorder.settle(patience(), REST_LIMIT));
        return new Ending(cast, world, recorder.recording(), replacements)
                .timeline(steps, decisions.entries(), stuckPending);
    }

    /** The next step follows at once, so that the HPA has no time to shrink between loads. */
    private void underLoad(LoadProfile profile) {
        ObjectKey kong = cast.hpa().target();
        profile.hpaMax().ifPresent(max -> world.setHpaMax(cast.hpa().key(), max));
        world.createJob(profile.job());
        Duration duration = profile.job().duration();
        finish(recorder.settle(QUIET_UNDER_LOAD, duration));
        stuckPending = world.view().unschedulable().size();
        recorder.runUntil(
                () -> world.view().requestsPerSecond(kong) == 0, duration.plus(SETTLE_LIMIT));
        world.deleteJob(profile.job().key());
    }

    private void begin(String name) {
        current = name;
        began = world.elapsed();
        audience.stepBegins(name, began);
    }

    private void finish(boolean settled) {
        Step step =
                new Step(
                        current,
                        Recorder.seconds(began),
                        outcome(settled),
                        tables.all(),
                        Limits.of(world.view(), cast.hpa()));
        steps.add(step);
        audience.stepEnded(step);
    }

    private String outcome(boolean settled) {
        ClusterView view = world.view();
        ClusterView.Replicas kong = view.replicas(cast.hpa().target());
        int pending = view.unschedulable().size();
        return "%d of %d Kong pods ready, %s%s"
                .formatted(
                        kong.ready(),
                        kong.wanted(),
                        pending == 0 ? "none Pending" : pending + " Pending",
                        settled ? "" : ", still changing");
    }

    /** The HPA's stabilization window comes before the autoscaler's own timers begin. */
    private Duration patience() {
        AutoscalingOptions options = options();
        return cast.hpa()
                .behavior()
                .scaleDown()
                .stabilizationWindow()
                .plus(options.scaleDown().patience().unneededTime())
                .plus(options.scaleDown().patience().delays().afterAdd())
                .plus(QUIET_UNDER_LOAD);
    }

    private AutoscalingOptions options() {
        return cast.world().settings().autoscaler().options().decision();
    }
}

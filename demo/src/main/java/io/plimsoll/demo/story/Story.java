package io.plimsoll.demo.story;

import io.plimsoll.autoscaler.app.page.DecisionNews.News;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.simulation.SimulatedWorld;
import io.plimsoll.autoscaler.simulation.World;
import io.plimsoll.autoscaler.simulation.cluster.ClusterView;
import io.plimsoll.demo.timeline.Step;
import io.plimsoll.demo.timeline.Timeline;
import io.plimsoll.demo.world.LoadProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Plays the story of the Kong scenario: rest, each load in turn, rest again.
 *
 * <p>A step has settled when nothing has changed for a while: for steps under load longer than any
 * reaction of HPA, scheduler and autoscaler takes to begin, for the last one longer than the
 * autoscaler waits before it removes a node.
 */
public final class Story {

    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(30);
    private static final Duration REST_LIMIT = Duration.ofHours(6);

    private final Cast cast;
    private final Audience audience;
    private final Pace pace;
    private final World world;
    private final Recorder recorder;
    private final Tables tables;
    private final DecisionLog decisions;
    private Optional<Replacements> replacements = Optional.empty();
    private final List<Step> steps = new ArrayList<>();
    private String current = "";
    private Duration began = Duration.ZERO;
    private int stuckPending;

    private Story(Cast cast, Audience audience, Pace pace, World world) {
        this.cast = cast;
        this.audience = audience;
        this.pace = pace;
        this.world = world;
        this.decisions = new DecisionLog(world.now(), audience::decided);
        world.onEvent(event -> audience.happened(event, world.elapsed()));
        this.recorder = new Recorder(world, cast.hpa().key(), pace.sampling());
        this.tables = new Tables(cast, world);
    }

    /** In the simulation. */
    public static Story simulated(Cast cast, Audience audience, Pace pace) {
        SimulatedWorld world = new SimulatedWorld(cast.world());
        Story story = new Story(cast, audience, pace, world);
        world.onLoop(story.decisions::add);
        Replacements replacements = new Replacements();
        world.onLoop(replacements::looped);
        world.onEvent(replacements::hear);
        story.replacements = Optional.of(replacements);
        AutoscalingOptions options = story.options();
        world.onLoop(report ->
                audience.looped(new Audience.Look(report, options, world.view(), world.elapsed())));
        return story;
    }

    /**
     * In a world whose autoscaler is a process of its own.
     *
     * @param decisions is told whom to tell of what that process decides, and when it did
     */
    public static Story in(
            World world,
            Cast cast,
            Audience audience,
            Pace pace,
            Consumer<BiConsumer<Instant, News>> decisions) {
        Story story = new Story(cast, audience, pace, world);
        decisions.accept(story.decisions::tell);
        return story;
    }

    public Timeline play() {
        begin("baseline");
        finish(recorder.settle(pace.baseline(), SETTLE_LIMIT));
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
        finish(recorder.settle(pace.underLoad(), duration));
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
                .plus(pace.underLoad());
    }

    private AutoscalingOptions options() {
        return cast.world().settings().autoscaler().options().decision();
    }
}

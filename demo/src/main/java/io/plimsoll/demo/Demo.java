package io.plimsoll.demo;

import io.plimsoll.autoscaler.decision.question.ConsolidationOptions.Consolidation;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.autoscaler.simulation.spec.WorldSettings.AutoscalerSettings;
import io.plimsoll.demo.real.RealWorld;
import io.plimsoll.demo.real.Script;
import io.plimsoll.demo.story.Audience;
import io.plimsoll.demo.story.Cast;
import io.plimsoll.demo.story.Pace;
import io.plimsoll.demo.story.Story;
import io.plimsoll.demo.story.Week;
import io.plimsoll.demo.timeline.Day;
import io.plimsoll.demo.timeline.Summary.Comparison;
import io.plimsoll.demo.timeline.Timeline;
import io.plimsoll.demo.world.Casting;
import io.plimsoll.demo.world.OneGroup;
import io.plimsoll.environment.SimulationConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import picocli.CommandLine.Help.Ansi;

/** The story, played on what was synthesized. */
public final class Demo {

    /** The same story, told to nobody. */
    public static final Audience NOBODY = new Silence();

    private final Casting casting;
    private final Optional<String> compareWith;
    private final Pace pace;

    /**
     * @param assumptions the times and costs that no synthesized file can tell
     */
    public Demo(SimulationConfig assumptions, long seed, Pace pace) {
        this.casting = new Casting(assumptions, seed, pace.jitterPercent());
        this.pace = pace;
        this.compareWith = assumptions.compareWith();
    }

    public static Audience terminal(PrintWriter out, Ansi ansi) {
        return new Terminal(out, ansi);
    }

    /**
     * Plays it; and once more on the one of Kong's groups that the assumptions name, by Cluster
     * Autoscaler's rules. Where nodes are consolidated, which those do not do, that is the group
     * with the most nodes at the start if none is named.
     *
     * @param synthesized where the templates and manifests are
     * @throws IOException when a file cannot be read
     */
    public Timeline play(Synthesized synthesized, Audience audience) throws IOException {
        Cast cast = casting.cast(synthesized.assembly(), synthesized.manifests());
        Timeline timeline = Story.simulated(cast, audience, pace).play();
        return compareWith
                .or(() -> consolidates(cast) ? largest(cast) : Optional.empty())
                .map(group -> timeline.beside(onOneGroup(cast, group)))
                .orElse(timeline);
    }

    private static boolean consolidates(Cast cast) {
        AutoscalerSettings autoscaler = cast.world().settings().autoscaler();
        return autoscaler.options().decision().scaleDown().consolidation().mode()
                != Consolidation.OFF;
    }

    /**
     * Plays it in real time on a real control plane, and takes away what it made there, also when
     * this process is asked to end.
     *
     * @throws IOException when a file cannot be read
     * @throws UnplayableException when something there is in the way
     */
    public Timeline play(Synthesized synthesized, Audience audience, RealWorld.Place place)
            throws IOException, InterruptedException {
        Script script =
                casting.script(synthesized.assembly(), synthesized.manifests(), place.kube());
        try (RealWorld world = RealWorld.set(script, place)) {
            return Story.in(world, script.cast(), audience, pace, world::onDecision).play();
        }
    }

    private Comparison onOneGroup(Cast cast, String group) {
        Timeline other = Story.simulated(OneGroup.of(cast, group), NOBODY, pace).play();
        return new Comparison(OneGroup.EXPANDER, group, other.summary());
    }

    /**
     * Plays a week of traffic on what was synthesized, and at the same time by Cluster Autoscaler's
     * rules on one of Kong's groups: the one that the assumptions name, else the one with the most
     * nodes at the start.
     *
     * @param listener is told of each day, here and there, when both are over
     * @throws IOException when a file cannot be read
     */
    public Timeline playWeek(Synthesized synthesized, BiConsumer<Day, Day> listener)
            throws IOException {
        Cast cast = casting.cast(synthesized.assembly(), synthesized.manifests());
        String group =
                compareWith
                        .or(() -> largest(cast))
                        .orElseThrow(() ->
                                new UnplayableException(
                                        "The week needs a node group that Kong may run on"));
        BlockingQueue<Day> there = new LinkedBlockingQueue<>();
        Week other = new Week(OneGroup.of(cast, group), there::add);
        try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
            Future<Timeline> played = beside.submit(other::play);
            Timeline timeline =
                    new Week(cast, day -> listener.accept(day, next(there, played))).play();
            return timeline.beside(
                    new Comparison(OneGroup.EXPANDER, group, result(played).summary()));
        }
    }

    private static Optional<String> largest(Cast cast) {
        return cast.kongGroups().stream()
                .max(Comparator.comparingInt(each -> each.size().target()))
                .map(SimulatedNodeGroup::name);
    }

    /** The other side ends before it has told of all days only by an error. */
    private static Day next(BlockingQueue<Day> days, Future<Timeline> played) {
        try {
            Day day = days.poll(1, TimeUnit.SECONDS);
            while (day == null) {
                if (played.isDone()) {
                    result(played);
                }
                day = days.poll(1, TimeUnit.SECONDS);
            }
            return day;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static Timeline result(Future<Timeline> played) {
        try {
            return played.get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the other side of the week broke", e.getCause());
        }
    }

    private static IllegalStateException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while a week was played", cause);
    }

    /**
     * @param assembly folder of CloudFormation templates
     * @param manifests folder of Kubernetes manifests
     */
    public record Synthesized(Path assembly, Path manifests) {}
}

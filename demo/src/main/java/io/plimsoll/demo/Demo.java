package io.plimsoll.demo;

import io.plimsoll.demo.story.Audience;
import io.plimsoll.demo.story.Cast;
import io.plimsoll.demo.story.Story;
import io.plimsoll.demo.timeline.Summary.Comparison;
import io.plimsoll.demo.timeline.Timeline;
import io.plimsoll.demo.world.Casting;
import io.plimsoll.demo.world.OneGroup;
import io.plimsoll.environment.SimulationConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** The story, played on what was synthesized. */
public final class Demo {

    /** The same story, told to nobody. */
    public static final Audience NOBODY = new Silence();

    private final Casting casting;
    private final Optional<String> compareWith;

    /**
     * @param assumptions the times and costs that no synthesized file can tell
     */
    public Demo(SimulationConfig assumptions, long seed) {
        this.casting = new Casting(assumptions, seed);
        this.compareWith = assumptions.compareWith();
    }

    public static Audience terminal(PrintWriter out, Ansi ansi) {
        return new Terminal(out, ansi);
    }

    /**
     * Plays it.
     *
     * @param synthesized where the templates and manifests are
     * @throws IOException when a file cannot be read
     */
    public Timeline play(Synthesized synthesized, Audience audience) throws IOException {
        Cast cast = casting.cast(synthesized.assembly(), synthesized.manifests());
        Timeline timeline = new Story(cast, audience).play();
        return compareWith.map(group -> timeline.beside(onOneGroup(cast, group))).orElse(timeline);
    }

    private static Comparison onOneGroup(Cast cast, String group) {
        Timeline other = new Story(OneGroup.of(cast, group), NOBODY).play();
        return new Comparison(OneGroup.EXPANDER, group, other.summary());
    }

    /**
     * @param assembly folder of CloudFormation templates
     * @param manifests folder of Kubernetes manifests
     */
    public record Synthesized(Path assembly, Path manifests) {}
}

package io.plimsoll.demo;

import io.plimsoll.demo.story.Audience;
import io.plimsoll.demo.story.Cast;
import io.plimsoll.demo.story.Story;
import io.plimsoll.demo.timeline.Timeline;
import io.plimsoll.demo.world.Casting;
import io.plimsoll.environment.SimulationConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Help.Ansi;

/** The story, played on what was synthesized. */
public final class Demo {

    /** The same story, told to nobody. */
    public static final Audience NOBODY = new Silence();

    private final Casting casting;

    /**
     * @param assumptions the times and costs that no synthesized file can tell
     */
    public Demo(SimulationConfig assumptions, long seed) {
        this.casting = new Casting(assumptions, seed);
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
        return new Story(cast, audience).play();
    }

    /**
     * @param assembly folder of CloudFormation templates
     * @param manifests folder of Kubernetes manifests
     */
    public record Synthesized(Path assembly, Path manifests) {}
}

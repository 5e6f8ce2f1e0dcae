package io.plimsoll.demo;

import io.plimsoll.demo.report.ReportFiles;
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

/** Plays the story on what was synthesized and writes what happened. */
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
     * Plays and writes {@code timeline.json}, {@code report.html} and {@code report.svg}.
     *
     * @param synthesized where the templates and manifests are
     * @param out the folder to write into; made when it is not there
     * @throws IOException when a file cannot be read or written
     */
    public Timeline run(Synthesized synthesized, Path out, Audience audience) throws IOException {
        Cast cast = casting.cast(synthesized.assembly(), synthesized.manifests());
        Timeline timeline = new Story(cast, audience).play();
        new ReportFiles(out).write(timeline);
        return timeline;
    }

    /**
     * @param assembly folder of CloudFormation templates
     * @param manifests folder of Kubernetes manifests
     */
    public record Synthesized(Path assembly, Path manifests) {}
}

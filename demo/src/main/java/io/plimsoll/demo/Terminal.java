package io.plimsoll.demo;

import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.demo.story.Audience;
import io.plimsoll.demo.timeline.LoggedDecision;
import io.plimsoll.demo.timeline.Step;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** Tells the story on a terminal while it is played. */
final class Terminal implements Audience {

    private final PrintWriter out;
    private final Ansi ansi;
    private Duration time = Duration.ZERO;
    private int pending;
    private int running;

    /**
     * @param ansi whether there are colours
     */
    Terminal(PrintWriter out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    @Override
    public void stepBegins(String name, Duration elapsed) {
        flush();
        out.println();
        out.println(ansi.string("@|bold ── " + name + " ──|@"));
        out.flush();
    }

    @Override
    public void happened(WorldEvent event, Duration elapsed) {
        if (!elapsed.equals(time)) {
            flush();
            time = elapsed;
        }
        switch (event) {
            case WorldEvent.PodPending _ -> pending++;
            case WorldEvent.PodRunning _ -> running++;
            case WorldEvent.HpaScaled e ->
                    line(
                            "cyan",
                            "HPA",
                            "%s from %d to %d replicas%s"
                                    .formatted(
                                            e.hpa().name(),
                                            e.from(),
                                            e.to(),
                                            e.utilizationPercent().isPresent()
                                                    ? ", CPU at "
                                                            + e.utilizationPercent().getAsInt()
                                                            + " % of the request"
                                                    : ""));
            case WorldEvent.LoadChanged e ->
                    line("cyan", "load", "%d requests per second".formatted(e.requestsPerSecond()));
            case WorldEvent.InstanceLaunched e ->
                    line(
                            "",
                            "EC2",
                            "%s launched for %s in %s"
                                    .formatted(e.instance(), e.nodeGroup(), e.zone()));
            case WorldEvent.LaunchFailed e ->
                    line("red", "EC2", e.nodeGroup() + ": " + e.message());
            case WorldEvent.SpotInterrupted e ->
                    line(
                            "red",
                            "EC2",
                            "takes Spot instance %s of %s back in two minutes"
                                    .formatted(e.instance(), e.nodeGroup()));
            case WorldEvent.NodeReady e ->
                    line("green", "node", "%s of %s is Ready".formatted(e.node(), e.nodeGroup()));
            case WorldEvent.NodeGone e ->
                    line("", "node", "%s of %s is gone".formatted(e.node(), e.nodeGroup()));
            case WorldEvent.Evicted e ->
                    line("", "pod", "%s evicted from %s".formatted(e.pod(), e.node()));
            // The decision that led to it says more.
            case WorldEvent.ScaleUp _, WorldEvent.ScaleDown _, WorldEvent.PodGone _ -> {}
        }
    }

    @Override
    public void decided(LoggedDecision decision) {
        flush();
        time = Duration.ofMillis(decision.t().multiply(BigDecimal.valueOf(1000)).longValue());
        line("yellow", "scaler", decision.what() + ": " + decision.reason());
    }

    @Override
    public void stepEnded(Step step) {
        flush();
        out.println();
        out.println(step.tables().indent(2).stripTrailing());
        out.println();
        out.println(ansi.string("  @|bold " + step.outcome() + "|@"));
        step.limits().forEach(limit -> out.println(ansi.string("  @|bold,yellow " + limit + "|@")));
        out.flush();
    }

    private void flush() {
        if (pending > 0) {
            line("red", "pods", pending + " Pending: no node has room");
        }
        if (running > 0) {
            line("green", "pods", running + " Running");
        }
        pending = 0;
        running = 0;
    }

    private void line(String colour, String subject, String text) {
        String padded = String.format(Locale.ROOT, "%-6s", subject);
        out.println(
                clock()
                        + "  "
                        + (colour.isEmpty()
                                ? padded
                                : ansi.string("@|" + colour + " " + padded + "|@"))
                        + "  "
                        + text);
        out.flush();
    }

    private String clock() {
        return String.format(
                Locale.ROOT,
                "  %d:%02d:%02d",
                time.toHours(),
                time.toMinutesPart(),
                time.toSecondsPart());
    }
}

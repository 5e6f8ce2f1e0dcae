package io.plimsoll.cli;

import io.plimsoll.autoscaler.app.page.PageServer;
import io.plimsoll.demo.live.Film;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The story for whoever watches it in a browser of this machine. */
final class LiveOptions {

    private static final int FASTEST = 3600;
    private static final int LAST_PORT = 65_535;

    @Option(
            names = "--live",
            required = true,
            description =
                    "Show the story on a page at a port of this machine, with pause, step and back,"
                            + " until Ctrl-C.")
    private boolean wanted;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "60",
            description =
                    "With --live: seconds of the story in one second, 1 to 3600. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int speed;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8086",
            description = "With --live; 0 takes any that is free. Default: ${DEFAULT-VALUE}.")
    private int port;

    /** Plays a story for a film. */
    @FunctionalInterface
    interface Play {
        /**
         * @return the exit code
         */
        int play(Optional<Film> film) throws Exception;
    }

    /** Shows the story while it is played and afterwards, until this thread is interrupted. */
    int show(Play play, Consumer<String> say) throws Exception {
        within("--speed", speed, 1, FASTEST);
        within("--port", port, 0, LAST_PORT);
        if (!wanted) {
            return play.play(Optional.empty());
        }
        Film film = new Film();
        try (PageServer page =
                PageServer.start(
                        "--port",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        film)) {
            String url = page.url() + "?speed=" + speed;
            say.accept("The story is shown at " + url);
            int exitCode = play.play(Optional.of(film));
            film.end();
            if (exitCode == CommandLine.ExitCode.OK) {
                say.accept("It stays at %s until Ctrl-C.".formatted(url));
                new CountDownLatch(1).await();
            }
            return exitCode;
        }
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new BadInputException(
                    "%s: \"%d\" is not allowed; allowed: %d to %d"
                            .formatted(name, value, least, most));
        }
    }
}

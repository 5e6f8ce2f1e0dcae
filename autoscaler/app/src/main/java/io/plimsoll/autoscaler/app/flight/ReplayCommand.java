package io.plimsoll.autoscaler.app.flight;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.decision.DecisionCore;
import io.plimsoll.autoscaler.decision.answer.Decision;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay}: decides the loops of a flight record again, and compares. */
@Command(
        name = "replay",
        description =
                "Decides every loop of a flight record again. Exit code 1 if any decision differs.",
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayCommand.class);

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FOLDER",
            description = "What run --flight-record wrote, or one file of it.")
    private Path file = Path.of("");

    private int number;
    private int same;
    private int different;
    private int broken;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        FlightReader.read(file, line -> replay(line, out));
        out.printf(
                "%d loops decided again: %d the same, %d different; %d were broken%n",
                same + different, same, different, broken);
        out.flush();
        return different == 0 ? 0 : 1;
    }

    private void replay(FlightLine line, PrintWriter out) {
        number++;
        if (line.isBroken()) {
            broken++;
            return;
        }
        Decision again = decide(line);
        if (again.equals(line.decision())) {
            same++;
            return;
        }
        different++;
        out.printf("Loop %d of %s is decided differently now%n", number, line.time());
        out.println("  was: " + FlightJson.MAPPER.writeValueAsString(line.decision()));
        out.println("  is:  " + FlightJson.MAPPER.writeValueAsString(again));
    }

    /** What an autoscaler has written can be decided again; what somebody changed may not. */
    private Decision decide(FlightLine line) {
        try {
            return DecisionCore.decide(
                    line.observation(), line.history(), line.options(), line.time());
        } catch (RuntimeException e) {
            LOG.debug("Loop {}", number, e);
            throw new InvalidInputException(
                    "%s: loop %d cannot be decided again; if nobody has changed the record, please report it with that loop"
                            .formatted(file, number));
        }
    }
}

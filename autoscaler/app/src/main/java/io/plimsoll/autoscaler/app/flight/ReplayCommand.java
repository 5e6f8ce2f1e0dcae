package io.plimsoll.autoscaler.app.flight;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.decision.DecisionCore;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
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

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "What run --flight-record wrote.")
    private Path file = Path.of("");

    private final Map<String, Observation> observations = new HashMap<>();
    private int same;
    private int different;
    private int broken;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        FlightFile.read(file, (line, number) -> replay(line, number, out));
        out.printf(
                "%d loops decided again: %d the same, %d different; %d were broken%n",
                same + different, same, different, broken);
        out.flush();
        return different == 0 ? 0 : 1;
    }

    private void replay(FlightLine line, int number, PrintWriter out) {
        line.observation().ifPresent(seen -> observations.put(line.digest(), seen));
        if (line.isBroken()) {
            broken++;
            return;
        }
        Observation observation = observations.get(line.digest());
        if (observation == null) {
            throw new InvalidInputException(
                    "%s: line %d: no earlier line has its observation".formatted(file, number));
        }
        Decision again =
                DecisionCore.decide(observation, line.history(), line.options(), line.time());
        if (again.equals(line.decision())) {
            same++;
            return;
        }
        different++;
        out.printf("Loop %d of %s is decided differently now%n", number, line.time());
        out.println("  was: " + FlightJson.MAPPER.writeValueAsString(line.decision()));
        out.println("  is:  " + FlightJson.MAPPER.writeValueAsString(again));
    }
}

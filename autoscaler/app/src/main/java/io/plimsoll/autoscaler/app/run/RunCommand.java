package io.plimsoll.autoscaler.app.run;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.app.flags.UnknownFlags;
import io.plimsoll.autoscaler.app.flight.FlightFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: the autoscaler itself, with Cluster Autoscaler's flags. */
@Command(
        name = "run",
        description =
                "Runs the autoscaler. Takes the flags of Cluster Autoscaler 1.20 to 1.37 on AWS.",
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--flight-record",
            paramLabel = "FOLDER",
            description = "Write each loop into files there, for replay and explain.")
    private @Nullable Path flightRecord;

    @Option(
            names = "--flight-record-max-mib",
            paramLabel = "MIB",
            description = "How large they may grow together; the oldest go. Default: 48")
    private int flightRecordMaxMib = FlightFolder.DEFAULT_MAX_MIB;

    @Override
    public Integer call() throws InterruptedException {
        CommandLine command = spec.commandLine();
        List<String> passedOver = UnknownFlags.refused(spec, command.getParseResult().unmatched());
        FlagValues flags = new FlagValues(command.getParseResult());
        Logging.configure(flags);
        if (!passedOver.isEmpty()) {
            LOG.warn("Passed over what belongs to no flag: {}", String.join(" ", passedOver));
        }
        if (!flags.givenWithoutEffect().isEmpty()) {
            LOG.warn("Accepted without effect: {}", String.join(", ", flags.givenWithoutEffect()));
        }
        return new AutoscalerProcess(flags, flightFolder()).run();
    }

    private Optional<FlightFolder> flightFolder() {
        if (flightRecordMaxMib < 1) {
            throw new InvalidInputException(
                    "--flight-record-max-mib: \"%d\" is not allowed; allowed: 1 or more"
                            .formatted(flightRecordMaxMib));
        }
        return Optional.ofNullable(flightRecord)
                .map(folder -> new FlightFolder(folder, (long) flightRecordMaxMib << 20));
    }
}

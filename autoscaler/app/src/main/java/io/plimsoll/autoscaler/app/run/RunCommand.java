package io.plimsoll.autoscaler.app.run;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.app.flags.UnknownFlags;
import io.plimsoll.autoscaler.app.flight.FlightFolder;
import io.plimsoll.autoscaler.app.shadow.ShadowBook;
import io.plimsoll.autoscaler.app.trace.Tracing;
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
        footer = {
            "",
            "Examples:",
            "  autoscaler run --nodes=1:6:kong --expander=least-waste",
            "  autoscaler run --dry-run --leader-elect=false --shadow-record=shadow.json"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
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

    @Option(
            names = "--dry-run",
            description =
                    "Observe and decide beside whoever looks after the cluster now, and change"
                            + " nothing. The Lease is another one: its name ends with -shadow.")
    private boolean dryRun;

    @Option(
            names = "--shadow-record",
            paramLabel = "FILE",
            description =
                    "With --dry-run: keep there what would have been done and what was, for"
                            + " shadow-report.")
    private @Nullable Path shadowRecord;

    @Option(
            names = "--interruption-queue",
            paramLabel = "NAME",
            description =
                    "Name or URL of the SQS queue into which EventBridge writes what happens to"
                            + " instances: their nodes are replaced and drained in time.")
    private @Nullable String interruptionQueue;

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
        try (Tracing tracing = Tracing.from(System.getenv())) {
            if (tracing.isOn()) {
                LOG.info("Each loop is traced, as the OTEL_ variables say");
            }
            return new AutoscalerProcess(
                            flags,
                            new AutoscalerProcess.Records(flightFolder(), shadow()),
                            Optional.ofNullable(interruptionQueue),
                            tracing)
                    .run();
        }
    }

    /** Empty where this is no dry run. */
    private Optional<ShadowBook> shadow() {
        if (shadowRecord != null && !dryRun) {
            throw new InvalidInputException("--shadow-record needs --dry-run");
        }
        return dryRun
                ? Optional.of(new ShadowBook(Optional.ofNullable(shadowRecord)))
                : Optional.empty();
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

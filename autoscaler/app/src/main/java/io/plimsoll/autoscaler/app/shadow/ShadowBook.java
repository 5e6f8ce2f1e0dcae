package io.plimsoll.autoscaler.app.shadow;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.Reporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Keeps the record of a dry run, and writes it into a file once a minute and at the end. Trouble
 * with the file is told once when it begins and once when it ends, and stops nothing.
 */
public final class ShadowBook implements Reporter, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ShadowBook.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Optional<Path> file;
    private final Reckoning reckoning;
    private Instant written = Instant.MIN;
    private boolean failing;
    private volatile String json;

    /**
     * @param file goes on where an earlier dry run left it; empty to keep it in memory alone
     * @throws InvalidInputException when the file is there and is no record of a dry run, or its
     *     folder is not
     */
    public ShadowBook(Optional<Path> file) {
        this.file = file;
        this.reckoning =
                new Reckoning(
                        file.filter(Files::exists)
                                .map(ShadowBook::read)
                                .orElse(ShadowRecord.EMPTY));
        this.json = reckoning.record().json();
        file.map(path -> path.toAbsolutePath().getParent())
                .filter(folder -> !Files.isDirectory(folder))
                .ifPresent(folder -> {
                    throw new InvalidInputException(
                            "--shadow-record: there is no folder %s".formatted(folder));
                });
    }

    static ShadowRecord read(Path file) {
        try {
            return ShadowRecord.read(Files.readString(file));
        } catch (IOException | JacksonException | IllegalArgumentException wrong) {
            String why = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
            throw new InvalidInputException(
                    "%s is no record of a dry run (autoscaler run --dry-run --shadow-record FILE): %s"
                            .formatted(file, why));
        }
    }

    /** The record as it is now; may be asked for from any thread. */
    public String json() {
        return json;
    }

    @Override
    public void event(ObjectReference object, Severity severity, String reason, String message) {}

    @Override
    public void loopEnded(LoopReport report) {
        reckoning.add(report);
        json = reckoning.record().json();
        if (!report.time().isBefore(written.equals(Instant.MIN) ? written : written.plus(PAUSE))) {
            written = report.time();
            write();
        }
    }

    @Override
    public void close() {
        write();
    }

    private void write() {
        if (file.isEmpty()) {
            return;
        }
        Path target = file.get().toAbsolutePath();
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        try {
            Files.writeString(fresh, json);
            Files.move(
                    fresh,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            if (failing) {
                LOG.info("Shadow record {} is written again", target);
            }
            failing = false;
        } catch (IOException failure) {
            if (!failing) {
                LOG.warn("Shadow record {} cannot be written: {}", target, failure.toString());
            }
            failing = true;
        }
    }
}

package io.plimsoll.autoscaler.app.flight;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRingTest {

    private static final int MIB = 1 << 20;

    @TempDir private Path folder;

    private final BusyDay day = new BusyDay(1, 3);

    @Test
    void everyLoopIsReadBackAsItWas() {
        Path record = folder.resolve("flight");
        List<FlightLine> written = play(recorder(record, 48 * MIB), 60);

        assertThat(read(record)).isEqualTo(written);
    }

    @Test
    void theOldestLoopsGoWhenTheRingIsFullAndTheRestIsReadable() throws IOException {
        Path record = folder.resolve("flight");
        int maxBytes = 128 << 10;
        List<FlightLine> written = play(recorder(record, maxBytes), 300);

        List<Path> files = FlightRing.files(record);
        assertThat(files.getFirst().getFileName()).asString().isNotEqualTo("000001.jsonl.gz");
        assertThat(bytes(files)).isLessThanOrEqualTo(maxBytes);
        List<FlightLine> read = read(record);
        assertThat(read)
                .isEqualTo(written.subList(written.size() - read.size(), written.size()))
                .hasSizeGreaterThan(50);
        assertThat(read(files.get(3))).isNotEmpty();
    }

    @Test
    void whereverTheFileIsCutAllLinesBeforeAreThere() throws IOException {
        Path record = folder.resolve("flight");
        List<FlightLine> written = play(recorder(record, 48 * MIB), 20);
        byte[] bytes = Files.readAllBytes(FlightRing.files(record).getFirst());
        int read = 0;
        for (int cut = 0; cut < bytes.length; cut += 131) {
            Path piece = Files.write(folder.resolve("piece"), Arrays.copyOf(bytes, cut));
            List<FlightLine> lines = read(piece);
            assertThat(lines).isEqualTo(written.subList(0, lines.size()));
            assertThat(lines).hasSizeGreaterThanOrEqualTo(read);
            read = lines.size();
        }
        assertThat(read(Files.write(folder.resolve("piece"), Arrays.copyOf(bytes, bytes.length))))
                .isEqualTo(written);
    }

    @Test
    void anotherProcessGoesOnBehindTheFilesThatAreThere() throws IOException {
        Path record = folder.resolve("flight");
        List<FlightLine> written = new ArrayList<>(play(recorder(record, 48 * MIB), 5));
        written.addAll(play(recorder(record, 48 * MIB), 5));

        assertThat(FlightRing.files(record)).hasSize(2);
        assertThat(read(record)).isEqualTo(written);
    }

    @Test
    void aFolderThatCannotBeWrittenStopsNothingAndIsTriedAgain() throws IOException {
        Path record = Files.writeString(folder.resolve("flight"), "a file is in the way");
        FlightRecorder recorder = recorder(record, 48 * MIB);
        play(recorder, 3);

        Files.delete(record);
        List<FlightLine> later = play(recorder, 20);
        List<FlightLine> read = read(record);
        assertThat(read)
                .isNotEmpty()
                .isEqualTo(later.subList(later.size() - read.size(), later.size()));
    }

    @Test
    void filesThatSomebodyTakesAwayAreMadeAgain() throws IOException {
        Path record = folder.resolve("flight");
        FlightRecorder recorder = recorder(record, 48 * MIB);
        play(recorder, 3);
        for (Path file : FlightRing.files(record)) {
            Files.delete(file);
        }
        Files.delete(record);

        play(recorder, 20);
        assertThat(read(record)).isNotEmpty();
    }

    /** What the documentation promises; by default some busy minutes stand for a day of them. */
    @Test
    void aDayAtAHundredNodesFitsIntoTheDefaultRing() throws IOException {
        int loops = Integer.getInteger("plimsoll.loops", 120);
        Path record = folder.resolve("flight");
        BusyDay hundred = new BusyDay(1, 100);
        FlightRecorder recorder = recorder(record, FlightFolder.DEFAULT_MAX_MIB * MIB);
        for (int loop = 0; loop < loops; loop++) {
            recorder.loopEnded(hundred.next());
        }

        List<Path> files = FlightRing.files(record);
        assertThat(files.getFirst().getFileName()).asString().isEqualTo("000001.jsonl.gz");
        assertThat(bytes(files) * BusyDay.LOOPS_A_DAY / loops)
                .as("bytes a day, from %d pods made in %d loops", hundred.made(), loops)
                .isBetween(1L * MIB, (long) FlightFolder.DEFAULT_MAX_MIB * MIB);
    }

    private static FlightRecorder recorder(Path record, int maxBytes) {
        return new FlightRecorder(
                new FlightFolder(record, maxBytes), AutoscalingOptions.DEFAULT, List.of());
    }

    private List<FlightLine> play(FlightRecorder recorder, int loops) {
        List<FlightLine> lines = new ArrayList<>();
        for (int loop = 0; loop < loops; loop++) {
            LoopReport report = day.next();
            recorder.loopEnded(report);
            lines.add(FlightLine.of(report, AutoscalingOptions.DEFAULT, Optional.of(List.of())));
        }
        return lines;
    }

    private static List<FlightLine> read(Path record) {
        List<FlightLine> lines = new ArrayList<>();
        FlightReader.read(record, lines::add);
        return lines;
    }

    private static long bytes(List<Path> files) throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return bytes;
    }
}

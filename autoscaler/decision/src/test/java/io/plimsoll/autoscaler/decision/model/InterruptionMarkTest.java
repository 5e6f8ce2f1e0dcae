package io.plimsoll.autoscaler.decision.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.Interruption.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterruptionMarkTest {
    private static final Instant NOON = Instant.parse("2026-03-05T12:00:00Z");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void readsWhatItWrites(Kind kind) {
        Interruption mark = new Interruption(kind, NOON);

        assertThat(read(mark.taint().value())).contains(mark);
        assertThat(read(mark.withReplacement().taint().value())).contains(mark.withReplacement());
    }

    @Test
    void isAValueThatATaintMayHave() {
        assertThat(new Interruption(Kind.MAINTENANCE, NOON, true).taint().value())
                .matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "spot", "spot.", "flood.1", "spot.1.soon", "spot.123456789012"})
    void passesOverWhatNobodyWrote(String value) {
        assertThat(read(value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SPOT, 120, REBALANCE, 3600, true",
        "REBALANCE, 3600, SPOT, 120, false",
        "SPOT, 120, SPOT, 120, false",
        "ENDING, 0, SPOT, 120, true",
        "ENDING, 130, SPOT, 120, false",
        "MAINTENANCE, 99999, REBALANCE, 3600, true"
    })
    void theMoreUrgentOfTwoCounts(
            Kind heard, long inSeconds, Kind known, long knownInSeconds, boolean counts) {
        Interruption before = new Interruption(known, NOON.plusSeconds(knownInSeconds), true);
        Interruption told = new Interruption(heard, NOON.plusSeconds(inSeconds));

        assertThat(told.after(before)).isEqualTo(counts ? told.withReplacement() : before);
    }

    @Test
    void isVoidWhenTheMachineIsThereLongAfter() {
        Interruption mark = new Interruption(Kind.SPOT, NOON);

        assertThat(mark.isVoid(NOON.plusSeconds(900))).isFalse();
        assertThat(mark.isVoid(NOON.plusSeconds(901))).isTrue();
    }

    private static Optional<Interruption> read(String value) {
        Taint taint = new Taint(Interruption.TAINT, value, Taint.Effect.NO_SCHEDULE);
        Resources size = new Resources(2000, 1 << 30, 0, 10, new TreeMap<>());
        return Interruption.of(
                new Node(
                        "n1",
                        Metadata.NONE,
                        new Node.Spec("", false, List.of(taint)),
                        new Node.Status(size, size, List.of())));
    }
}

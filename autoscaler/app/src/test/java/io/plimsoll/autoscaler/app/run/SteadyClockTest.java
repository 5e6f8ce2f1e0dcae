package io.plimsoll.autoscaler.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Instant wall = START;
    private long nanos = Long.MAX_VALUE - 5;
    private final SteadyClock clock = new SteadyClock(() -> wall, () -> nanos);

    @Test
    void goesOnWithTime() {
        pass(Duration.ofMinutes(3));

        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofMinutes(3)));
        assertThat(clock.offBy()).isZero();
    }

    @Test
    void neitherAgesNorFreezesWhenTheMachinesClockIsSet() {
        wall = wall.plus(Duration.ofHours(2));
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock.offBy()).isEqualTo(Duration.ofHours(2));

        wall = wall.minus(Duration.ofHours(5));
        pass(Duration.ofMinutes(1));
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofMinutes(1)));
        assertThat(clock.offBy()).isEqualTo(Duration.ofHours(-3));
    }

    private void pass(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
    }
}

package io.plimsoll.autoscaler.simulation.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualClockTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private final VirtualClock clock = new VirtualClock(START);
    private final List<String> done = new ArrayList<>();

    @Test
    void runsActionsOfOneMomentInTheOrderTheyWerePlanned() {
        clock.after(Duration.ofSeconds(5), () -> done.add("first"));
        clock.after(Duration.ofSeconds(1), () -> done.add("earlier"));
        clock.after(Duration.ofSeconds(5), () -> done.add("second"));

        clock.moveTo(START.plusSeconds(1));
        clock.runDue();
        clock.moveTo(START.plusSeconds(5));
        clock.runDue();

        assertThat(done).containsExactly("earlier", "first", "second");
    }

    @Test
    void runsWhatAnActionPlansForNow() {
        clock.after(Duration.ZERO, () -> clock.after(Duration.ZERO, () -> done.add("nested")));

        clock.runDue();

        assertThat(done).containsExactly("nested");
    }

    @Test
    void takesPastMomentsAsNow() {
        clock.at(START.minusSeconds(1), () -> done.add("late"));

        assertThat(clock.next()).contains(START);
    }

    @Test
    void doesNotSkipWhatIsPlanned() {
        clock.after(Duration.ofSeconds(1), () -> done.add("skipped"));

        assertThatThrownBy(() -> clock.moveTo(START.plusSeconds(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Something is planned before");
    }

    @Test
    void doesNotRunBackwards() {
        assertThatThrownBy(() -> clock.moveTo(START.minusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("backwards");
    }
}

package io.plimsoll.autoscaler.engine.clusterstate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.BackoffOptions;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackoffsTest {
    private Backoffs backoffs = Backoffs.NONE;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void doublesFromFiveMinutesToThirty() {
        assertThat(failureLasts()).isEqualTo(Duration.ofMinutes(5));
        assertThat(failureLasts()).isEqualTo(Duration.ofMinutes(10));
        assertThat(failureLasts()).isEqualTo(Duration.ofMinutes(20));
        assertThat(failureLasts()).isEqualTo(Duration.ofMinutes(30));
        assertThat(failureLasts()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void countsFailuresOfOneIncidentOnce() {
        fail();
        now = now.plus(Duration.ofMinutes(1));
        fail();

        assertThat(until()).isEqualTo(now.plus(Duration.ofMinutes(4)));
    }

    @Test
    void startsAnewThreeHoursAfterTheLastFailure() {
        failureLasts();
        failureLasts();
        now = now.plus(Duration.ofHours(3));

        assertThat(failureLasts()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void startsAnewOnceTheGroupHasDelivered() {
        failureLasts();
        failureLasts();
        backoffs = backoffs.delivered("kong", now);

        assertThat(failureLasts()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void isNotEndedByNodesThatComeWhileItLasts() {
        fail();
        backoffs = backoffs.delivered("kong", now);

        assertThat(backoffs.isActive("kong", now)).isTrue();
    }

    /** Fails now, and goes on to the end of the backoff. */
    private Duration failureLasts() {
        fail();
        Instant until = until();
        Duration length = Duration.between(now, until);
        now = until;
        assertThat(backoffs.isActive("kong", now)).isFalse();
        return length;
    }

    private Instant until() {
        return backoffs.active(now).values().iterator().next().until();
    }

    private void fail() {
        Problem problem = new Problem(Problem.Kind.CAPACITY_UNAVAILABLE, "no capacity");
        backoffs = backoffs.failed("kong", problem, BackoffOptions.DEFAULT, now);
    }
}

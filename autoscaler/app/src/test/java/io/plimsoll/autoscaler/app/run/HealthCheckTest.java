package io.plimsoll.autoscaler.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.model.ClusterView;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HealthCheckTest {

    private static final Problem NO_ANSWER = new Problem(Problem.Kind.UNAVAILABLE, "no answer");

    private Instant now = Reports.START;
    private final HealthCheck health =
            new HealthCheck(Duration.ofMinutes(10), Duration.ofMinutes(15), () -> now);

    @Test
    void processThatDoesNotLeadIsWell() {
        pass(Duration.ofHours(1));
        assertThat(health.problem()).isEmpty();
    }

    @Test
    void loopsThatStopAreAProblem() {
        health.begin();
        pass(Duration.ofMinutes(10));
        assertThat(health.problem()).isEmpty();

        pass(Duration.ofSeconds(1));
        assertThat(health.problem())
                .hasValueSatisfying(
                        what -> assertThat(what).startsWith("last activity was 10m1s ago"));
    }

    @Test
    void loopsThatGoOnFailingAreAProblem() {
        health.begin();
        for (int minute = 0; minute < 16; minute++) {
            pass(Duration.ofMinutes(1));
            health.loopEnded(Reports.with(List.of(new Outcome.Broken(NO_ANSWER))));
        }
        assertThat(health.problem())
                .hasValueSatisfying(
                        what -> assertThat(what).startsWith("last successful loop was 16m ago"));

        health.loopEnded(Reports.with(List.of()));
        assertThat(health.problem()).isEmpty();
    }

    @Test
    void aBlindProcessIsUnreadyAtOnceAndAProblemInTheEnd() {
        health.begin();
        LoopReport blind =
                Reports.seen(new ClusterView(new TreeMap<>(Map.of("pods", now)), List.of()));
        health.loopEnded(blind);
        assertThat(health.unready()).contains("nothing heard of pods since 2026-03-05T21:40:00Z");
        assertThat(health.problem()).isEmpty();

        for (int minute = 0; minute < 16; minute++) {
            pass(Duration.ofMinutes(1));
            health.loopEnded(blind);
        }
        assertThat(health.problem()).isPresent();

        health.loopEnded(Reports.with(List.of()));
        assertThat(health.unready()).isEmpty();
    }

    @Test
    void oneLastingFailedActionIsNoReasonToStartAnew() {
        health.begin();
        for (int minute = 0; minute < 60; minute++) {
            pass(Duration.ofMinutes(1));
            health.loopEnded(
                    Reports.with(
                            List.of(
                                    new Outcome.Failed(
                                            new Action.MarkCandidate("n1"),
                                            new Problem(
                                                    Problem.Kind.ACCESS_DENIED, "forbidden")))));
        }
        assertThat(health.problem()).isEmpty();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}

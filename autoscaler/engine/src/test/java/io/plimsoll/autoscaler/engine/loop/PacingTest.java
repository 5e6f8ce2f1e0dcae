package io.plimsoll.autoscaler.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PacingTest {
    private static final Instant START = Instant.EPOCH;

    private final Pacing pacing = new Pacing(Pacing.Rhythm.every(Duration.ofSeconds(10)));
    private Instant now = START;

    @Test
    void loopsEveryScanIntervalWhenNothingHappens() {
        loop(List.of(), Optional.empty());

        assertThat(pacing.due()).isEqualTo(now.plusSeconds(10));
    }

    @Test
    void loopsSoonerWhenTheEngineAsksForIt() {
        loop(List.of(), Optional.of(Duration.ofSeconds(2)));

        assertThat(pacing.due()).isEqualTo(now.plusSeconds(2));
    }

    @Test
    void waitsUntilTheNewsIsOver() {
        loop(List.of(), Optional.empty());
        newsAfter(50);
        newsAfter(50);

        assertThat(pacing.due()).isEqualTo(now.plusMillis(100));
    }

    @Test
    void hearsSomebodyOutWhoNeverStopsForASecond() {
        loop(List.of(), Optional.empty());
        Instant first = now.plusMillis(50);
        for (int times = 0; times < 40; times++) {
            newsAfter(50);
        }

        assertThat(pacing.due()).isEqualTo(first.plusSeconds(1));
    }

    @Test
    void keepsNewsThatComesDuringALoop() {
        pacing.started();
        pacing.news(now);
        pacing.ended(report(List.of()), Optional.empty(), now.plusMillis(50));

        assertThat(pacing.due()).isEqualTo(now.plusMillis(100));
    }

    @Test
    void answersASingleScaleUpsNewsAsFastAsEver() {
        raise();
        newsAfter(50);

        assertThat(pacing.due()).isEqualTo(now.plusMillis(100));
    }

    @Test
    void raisesFewTimesWhilePodsComeForAMinute() {
        int raises = 0;
        for (Instant end = now.plusSeconds(60); now.isBefore(end); raises++) {
            raise();
            pacing.news(now);
            now = pacing.due();
        }

        assertThat(raises).isLessThanOrEqualTo(10);
    }

    @Test
    void raisesFewTimesThoughSomeLoopsBetweenFindRoomForWhatCame() {
        int raises = 0;
        for (Instant end = now.plusSeconds(60); now.isBefore(end); raises++) {
            raise();
            pacing.news(now);
            now = pacing.due();
            loop(List.of(), Optional.empty());
            pacing.news(now);
            now = pacing.due();
        }

        assertThat(raises).isLessThanOrEqualTo(10);
    }

    @Test
    void answersAsFastAsEverWhenItWasCalmForAScanInterval() {
        for (int raises = 0; raises < 5; raises++) {
            raise();
            now = pacing.due();
        }
        now = now.plusSeconds(11);
        raise();
        newsAfter(50);

        assertThat(pacing.due()).isEqualTo(now.plusMillis(100));
    }

    private void raise() {
        loop(List.of(new Outcome.Done(new ScaleUp("kong", 1, 2, List.of(), ""))), Optional.empty());
    }

    private void newsAfter(int millis) {
        now = now.plusMillis(millis);
        pacing.news(now);
    }

    private void loop(List<Outcome> outcomes, Optional<Duration> wakeup) {
        pacing.started();
        pacing.ended(report(outcomes), wakeup, now);
    }

    private LoopReport report(List<Outcome> outcomes) {
        return new LoopReport(
                now,
                new Observation(new Cluster(List.of(), List.of()), List.of()),
                History.NONE,
                Decision.none(Decision.Health.OK),
                outcomes);
    }
}

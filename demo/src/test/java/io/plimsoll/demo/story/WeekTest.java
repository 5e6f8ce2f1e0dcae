package io.plimsoll.demo.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.plimsoll.demo.Synthesized;
import io.plimsoll.demo.timeline.Day;
import io.plimsoll.demo.timeline.Sample;
import io.plimsoll.demo.timeline.Summary;
import io.plimsoll.demo.timeline.Timeline;
import io.plimsoll.demo.timeline.Toll;
import io.plimsoll.demo.world.OneGroup;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two days of a week where a working day's busiest hour brings 500 requests per second. */
class WeekTest {

    private static final int DAYS = 2;

    private static Timeline play(Cast cast) {
        return new Week(cast, _ -> {}).play(DAYS);
    }

    @Test
    void playsTheSameWeekForTheSameSeed() throws IOException {
        assertThat(play(Synthesized.cast())).isEqualTo(play(Synthesized.cast()));
    }

    @Test
    void tellsOfEachDayAtItsEnd() throws IOException {
        List<Day> told = new ArrayList<>();

        Timeline timeline = new Week(Synthesized.cast(), told::add).play(DAYS);

        assertThat(told).extracting(Day::name).containsExactly("Monday", "Tuesday");
        assertThat(timeline.summary().outlay().days()).isEqualTo(told);
        assertThat(timeline.log().steps()).hasSize(DAYS);
    }

    @Test
    void sumsDaysUp() throws IOException {
        Summary summary = play(Synthesized.cast()).summary();

        List<Day> days = summary.outlay().days();
        Toll all = summary.outlay().toll();
        assertThat(sum(days.stream().map(day -> day.toll().usd()).toList()))
                .isCloseTo(all.usd(), offset(new BigDecimal("0.0005")));
        assertThat(sum(days.stream().map(day -> day.toll().pendingPodSeconds()).toList()))
                .isEqualByComparingTo(all.pendingPodSeconds());
        assertThat(days.stream().mapToInt(day -> day.toll().evictions().orElseThrow()).sum())
                .isEqualTo(all.evictions().orElseThrow());
        assertThat(days.stream().mapToLong(day -> day.work().requests()).sum())
                .isCloseTo(summary.load().requests(), offset((long) DAYS));
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void hasManyPodsByDayAndFewAtNight() throws IOException {
        Timeline timeline = play(Synthesized.cast());

        assertThat(at(timeline, 11).replicas()).isGreaterThan(7);
        assertThat(at(timeline, 4).replicas()).isLessThan(3);
        assertThat(at(timeline, 27).nodes().get("kong")).isEqualTo(1);
    }

    private static Sample at(Timeline timeline, int hour) {
        return timeline.samples().stream()
                .filter(sample -> sample.t().compareTo(BigDecimal.valueOf(hour * 3600L)) >= 0)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void leavesNoWaitOutOfThePicture() throws IOException {
        Timeline timeline = play(Synthesized.cast());

        assertThat(timeline.summary().outlay().toll().pendingPodSeconds()).isPositive();
        assertThat(timeline.samples()).hasSize(1 + DAYS * 144).anyMatch(now -> now.pending() > 0);
    }

    @Test
    void costsTheSameByTheSameRulesOnTheOnlyGroup() throws IOException {
        Cast cast = Synthesized.cast();

        Toll ours = play(cast).summary().outlay().toll();
        Toll theirs = play(OneGroup.of(cast, "kong")).summary().outlay().toll();

        assertThat(ours.usd().doubleValue() / theirs.usd().doubleValue()).isBetween(0.97, 1.03);
        assertThat(ours.pendingPodSeconds()).isLessThanOrEqualTo(theirs.pendingPodSeconds());
    }
}

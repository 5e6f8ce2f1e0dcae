package io.plimsoll.demo.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeekTrafficTest {

    private static final int SATURDAY = 5;

    private static LongStream minutes(WeekTraffic traffic, int day, int fromHour, int toHour) {
        int midnight = day * WeekTraffic.MINUTES_A_DAY;
        return IntStream.range(midnight + fromHour * 60, midnight + toHour * 60)
                .mapToLong(traffic::at);
    }

    private static double mean(WeekTraffic traffic, int day, int fromHour, int toHour) {
        return minutes(traffic, day, fromHour, toHour).average().orElseThrow();
    }

    private static long[] all(WeekTraffic traffic) {
        return IntStream.range(0, WeekTraffic.DAYS * WeekTraffic.MINUTES_A_DAY)
                .mapToLong(traffic::at)
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 42})
    void isTheSameForTheSameSeedAndAnotherForAnother(long seed) {
        assertThat(all(new WeekTraffic(seed, 2000, 3000)))
                .isEqualTo(all(new WeekTraffic(seed, 2000, 3000)))
                .isNotEqualTo(all(new WeekTraffic(seed + 1, 2000, 3000)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 7, 42})
    void isLittleAtNightAndTheBusiestHourOfAWorkingDayIsWhatItWasToldWithinATenth(long seed) {
        WeekTraffic quietWeek = new WeekTraffic(seed, 2000, 2000);

        for (int day = 0; day < SATURDAY; day++) {
            assertThat(mean(quietWeek, day, 11, 12)).isBetween(1750.0, 2250.0);
            assertThat(mean(quietWeek, day, 2, 4)).isLessThan(0.15 * mean(quietWeek, day, 11, 12));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 7, 42})
    void isAboutHalfAtTheWeekend(long seed) {
        WeekTraffic quietWeek = new WeekTraffic(seed, 2000, 2000);

        assertThat(mean(quietWeek, SATURDAY, 10, 18) / mean(quietWeek, 0, 10, 18))
                .isBetween(0.4, 0.65);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 7, 42})
    void hasRushesThatStayBelowTheGreatestButForTheJitter(long seed) {
        long most = LongStream.of(all(new WeekTraffic(seed, 2000, 4000))).max().orElseThrow();

        assertThat(most).isBetween(2200L, 4600L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 7, 42})
    void isNeverTheSameFromMinuteToMinuteNorFarFromIt(long seed) {
        long[] perSecond = all(new WeekTraffic(seed, 2000, 2000));

        long still =
                IntStream.range(1, perSecond.length)
                        .filter(minute -> perSecond[minute] == perSecond[minute - 1])
                        .count();
        assertThat(still).isLessThan(perSecond.length / 20);
        for (int minute = 1; minute < perSecond.length; minute++) {
            assertThat((double) perSecond[minute] / perSecond[minute - 1]).isBetween(0.6, 1.6);
        }
    }
}

package io.plimsoll.autoscaler.decision.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CronTimesTest {

    @Test
    void findWhatLookingAtEveryMinuteFinds() {
        for (long seed = 1; seed <= 2_000; seed++) {
            Random random = new Random(seed);
            CronTimes times =
                    new CronTimes(
                            few(random, 0, 59),
                            few(random, 0, 23),
                            few(random, 1, 31),
                            few(random, 1, 12),
                            few(random, 0, 6),
                            random.nextBoolean());
            Instant until = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(100_000_000));
            Instant after = until.minus(Duration.ofMinutes(1 + random.nextInt(4_000)));

            assertThat(times.latestBetween(after, until).isPresent())
                    .as("seed %d: %s from %s to %s", seed, times, after, until)
                    .isEqualTo(lookAtEveryMinute(times, after, until));
        }
    }

    /** Every value in one of three cases. */
    private static long few(Random random, int least, int most) {
        long values = 0;
        boolean all = random.nextInt(3) == 0;
        for (int value = least; value <= most; value++) {
            values |= all || random.nextInt(5) == 0 ? 1L << value : 0;
        }
        return values;
    }

    private static boolean lookAtEveryMinute(CronTimes times, Instant after, Instant until) {
        Instant minute = until.truncatedTo(ChronoUnit.MINUTES);
        while (minute.isAfter(after)) {
            ZonedDateTime at = minute.atZone(ZoneOffset.UTC);
            boolean day = has(times.daysOfMonth(), at.getDayOfMonth());
            boolean weekday = has(times.daysOfWeek(), at.getDayOfWeek().getValue() % 7);
            if (has(times.minutes(), at.getMinute())
                    && has(times.hours(), at.getHour())
                    && has(times.months(), at.getMonthValue())
                    && (times.eitherDay() ? day || weekday : day && weekday)) {
                return true;
            }
            minute = minute.minus(1, ChronoUnit.MINUTES);
        }
        return false;
    }

    private static boolean has(long values, int value) {
        return (values & 1L << value) != 0;
    }
}

package io.plimsoll.autoscaler.decision.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Minutes in UTC at which something begins: bit {@code n} of each part says whether {@code n} is
 * one, as cron's five fields name them.
 *
 * @param daysOfMonth from 1 on
 * @param months from 1 on
 * @param daysOfWeek Sunday is 0
 * @param eitherDay a day counts that is of one of both kinds; else it has to be of both
 */
public record CronTimes(
        long minutes,
        long hours,
        long daysOfMonth,
        long months,
        long daysOfWeek,
        boolean eitherDay) {

    private static final int LAST_MINUTE = (int) Duration.ofDays(1).toMinutes() - 1;

    /** The latest of them that is later than {@code after}, and not later than {@code until}. */
    public Optional<Instant> latestBetween(Instant after, Instant until) {
        ZonedDateTime end = until.atZone(ZoneOffset.UTC);
        LocalDate first = after.atZone(ZoneOffset.UTC).toLocalDate();
        int limit = end.getHour() * 60 + end.getMinute();
        for (LocalDate day = end.toLocalDate(); !day.isBefore(first); day = day.minusDays(1)) {
            OptionalInt latest = isOn(day) ? latest(limit) : OptionalInt.empty();
            if (latest.isPresent()) {
                return Optional.of(
                                day.atTime(LocalTime.MIN.plusMinutes(latest.getAsInt()))
                                        .toInstant(ZoneOffset.UTC))
                        .filter(time -> time.isAfter(after));
            }
            limit = LAST_MINUTE;
        }
        return Optional.empty();
    }

    private boolean isOn(LocalDate day) {
        boolean ofMonth = has(daysOfMonth, day.getDayOfMonth());
        boolean ofWeek = has(daysOfWeek, day.getDayOfWeek().getValue() % 7);
        return has(months, day.getMonthValue())
                && (eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek);
    }

    /**
     * @param limit minute of the day
     */
    private OptionalInt latest(int limit) {
        for (int hour = limit / 60; hour >= 0; hour--) {
            int most = hour == limit / 60 ? limit % 60 : 59;
            long found = has(hours, hour) ? minutes & ((2L << most) - 1) : 0;
            if (found != 0) {
                return OptionalInt.of(hour * 60 + Long.SIZE - 1 - Long.numberOfLeadingZeros(found));
            }
        }
        return OptionalInt.empty();
    }

    private static boolean has(long values, int value) {
        return (values >> value & 1) == 1;
    }
}

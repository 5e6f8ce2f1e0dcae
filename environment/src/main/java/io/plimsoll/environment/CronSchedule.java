package io.plimsoll.environment;

import java.time.Month;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Minutes, as the five fields of cron name them: bit {@code n} of each field says whether {@code n}
 * is one.
 *
 * <p>Read as Karpenter reads it, by the rules of robfig/cron v3 ({@code ParseStandard}), but that a
 * schedule of no day that there is is refused. No library of the JVM reads these fields alike and
 * hands them over as sets, which is what the decision core, that knows the JDK alone, needs.
 *
 * @param daysOfWeek Sunday is 0
 * @param eitherDay a day counts that is of one of both kinds; else it has to be of both
 */
public record CronSchedule(
        long minutes,
        long hours,
        long daysOfMonth,
        long months,
        long daysOfWeek,
        boolean eitherDay) {

    /** What is wrong is the message. */
    public static final class InvalidScheduleException extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidScheduleException(String message) {
            super(message);
        }
    }

    private static final Field MINUTE = new Field("minute", 0, 59, List.of());
    private static final Field HOUR = new Field("hour", 0, 23, List.of());
    private static final Field DAY_OF_MONTH = new Field("day of the month", 1, 31, List.of());
    private static final Field MONTH =
            new Field(
                    "month",
                    1,
                    12,
                    List.of(
                            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct",
                            "nov", "dec"));
    private static final Field DAY_OF_WEEK =
            new Field(
                    "day of the week",
                    0,
                    6,
                    List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));

    private static final int FIELDS = 5;

    private static final Map<String, String> SHORT =
            Map.of(
                    "@yearly", "0 0 1 1 *",
                    "@annually", "0 0 1 1 *",
                    "@monthly", "0 0 1 * *",
                    "@weekly", "0 0 * * 0",
                    "@daily", "0 0 * * *",
                    "@midnight", "0 0 * * *",
                    "@hourly", "0 * * * *");

    private record Field(String words, int least, int most, List<String> names) {
        private long values(String text) throws InvalidScheduleException {
            long values = 0;
            for (String part : text.split(",", -1)) {
                values |= part(part);
            }
            return values;
        }

        private long part(String part) throws InvalidScheduleException {
            String[] stepped = part.split("/", -1);
            String[] ends = stepped[0].split("-", -1);
            boolean any = isAny(stepped[0]);
            if (stepped.length > 2 || ends.length > 2) {
                throw wrong(part);
            }
            int step = stepped.length == 2 ? number(stepped[1], part) : 1;
            int first = any ? least : value(ends[0], part);
            int last = first;
            if (ends.length == 2) {
                last = value(ends[1], part);
            } else if (any || stepped.length == 2) {
                last = most;
            }
            if (step == 0 || first < least || last > most || first > last) {
                throw wrong(part);
            }
            long values = 0;
            for (int value = first; value <= last; value += step) {
                values |= 1L << value;
            }
            return values;
        }

        private int value(String text, String part) throws InvalidScheduleException {
            int name = names.indexOf(text.toLowerCase(Locale.ROOT));
            return name >= 0 ? least + name : number(text, part);
        }

        private int number(String text, String part) throws InvalidScheduleException {
            if (!text.matches("\\d{1,2}")) {
                throw wrong(part);
            }
            return Integer.parseInt(text);
        }

        private InvalidScheduleException wrong(String part) {
            return new InvalidScheduleException(
                    "has '%s' for a %s, which is from %d to %d%s"
                            .formatted(
                                    part,
                                    words,
                                    least,
                                    most,
                                    names.isEmpty()
                                            ? ""
                                            : ", or from "
                                                    + names.getFirst()
                                                    + " to "
                                                    + names.getLast()));
        }
    }

    /**
     * @throws InvalidScheduleException for anything else than five fields or a short form of them
     */
    public static CronSchedule parse(String text) throws InvalidScheduleException {
        String[] fields = SHORT.getOrDefault(text.strip(), text.strip()).split("\\s+", -1);
        if (fields.length != FIELDS) {
            throw new InvalidScheduleException(
                    "must be five fields (minute, hour, day of the month, month, day of the week), or one of "
                            + String.join(", ", SHORT.keySet().stream().sorted().toList()));
        }
        CronSchedule schedule =
                new CronSchedule(
                        MINUTE.values(fields[0]),
                        HOUR.values(fields[1]),
                        DAY_OF_MONTH.values(fields[2]),
                        MONTH.values(fields[3]),
                        DAY_OF_WEEK.values(fields[4]),
                        !takesAny(fields[2]) && !takesAny(fields[4]));
        if (!schedule.hasDay()) {
            throw new InvalidScheduleException("names no day that there is");
        }
        return schedule;
    }

    private static boolean isAny(String field) {
        return field.equals("*") || field.equals("?");
    }

    /** As robfig/cron tells it, by any part of the field. */
    private static boolean takesAny(String field) {
        return List.of(field.split(",", -1)).stream()
                .map(part -> part.replaceFirst("/0?1$", ""))
                .anyMatch(CronSchedule::isAny);
    }

    private boolean hasDay() {
        return eitherDay
                || IntStream.rangeClosed(1, 12)
                        .filter(month -> (months >> month & 1) == 1)
                        .anyMatch(month ->
                                (daysOfMonth & (2L << Month.of(month).maxLength()) - 1) != 0);
    }
}

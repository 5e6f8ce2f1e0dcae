package io.plimsoll.demo.story;

import java.util.Random;

/**
 * What clients send to an API over a week, minute by minute from Monday at 0:00: little at night, a
 * plateau over the working day with a dip at noon, about half of that at the weekend. Each day is a
 * few percent busier or quieter than usual, each minute is a little beside the one before it, and
 * now and then there is a rush of some minutes. The same seed gives the same week.
 */
final class WeekTraffic {

    static final int DAYS = 7;
    static final int MINUTES_A_DAY = 24 * 60;

    private static final int WORKING_DAYS = 5;
    private static final int MINUTES = DAYS * MINUTES_A_DAY;

    /** In the middle of each hour, in percent of what a working day's busiest hour usually has. */
    private static final int[] WORKING_DAY = {
        16, 12, 10, 9, 10, 14, 24, 45, 70, 90, 98, 100, 92, 90, 97, 98, 93, 84, 72, 60, 50, 40, 30,
        22
    };

    /** The same. */
    private static final int[] WEEKEND_DAY = {
        18, 14, 11, 10, 9, 10, 13, 18, 26, 36, 44, 49, 50, 48, 47, 47, 48, 50, 52, 50, 44, 37, 29,
        22
    };

    private static final double DAYS_DIFFER = 0.08;
    private static final double MINUTES_DIFFER = 0.02;
    private static final double MINUTES_REMEMBER = 0.8;
    private static final int RUSH_RISES = 4;
    private static final int RUSH_FALLS = 12;

    private final Random chance;
    private final double[] perSecond = new double[MINUTES];

    /**
     * @param busiestHour requests per second in the busiest hour of a usual working day
     * @param rush what the greatest rush may come to
     */
    WeekTraffic(long seed, double busiestHour, double rush) {
        chance = new Random(seed);
        fillDays(busiestHour);
        for (int day = 0; day < DAYS; day++) {
            int most = day < WORKING_DAYS ? 3 : 2;
            for (int rushes = chance.nextInt(most); rushes > 0; rushes--) {
                addRush(day, rush);
            }
        }
        jitter();
    }

    /** Requests per second in that minute of the week. */
    long at(int minute) {
        return Math.round(perSecond[minute]);
    }

    private void fillDays(double busiestHour) {
        double[] hours = new double[DAYS * 24];
        for (int day = 0; day < DAYS; day++) {
            double luck = 1 + DAYS_DIFFER * (2 * chance.nextDouble() - 1);
            int[] shape = day < WORKING_DAYS ? WORKING_DAY : WEEKEND_DAY;
            for (int hour = 0; hour < 24; hour++) {
                hours[day * 24 + hour] = luck * busiestHour * shape[hour] / 100;
            }
        }
        for (int minute = 0; minute < MINUTES; minute++) {
            double place = Math.clamp((minute - 30) / 60.0, 0, hours.length - 1.0);
            int before = (int) place;
            int after = Math.min(before + 1, hours.length - 1);
            perSecond[minute] = hours[before] + (place - before) * (hours[after] - hours[before]);
        }
    }

    /** Some time between 8 and 22 o'clock, up in a few minutes, and down more slowly. */
    private void addRush(int day, double rush) {
        int begin = day * MINUTES_A_DAY + (8 + chance.nextInt(14)) * 60 + chance.nextInt(60);
        int lasts = 15 + chance.nextInt(30);
        double height = (0.3 + 0.7 * chance.nextDouble()) * Math.max(0, rush - perSecond[begin]);
        for (int minute = 0; minute < lasts + RUSH_FALLS && begin + minute < MINUTES; minute++) {
            double rise = Math.min(1, (minute + 1.0) / RUSH_RISES);
            double fall = Math.min(1, (lasts + RUSH_FALLS - minute) / (double) RUSH_FALLS);
            double level = perSecond[begin + minute];
            perSecond[begin + minute] =
                    Math.max(level, Math.min(rush, level + height * Math.min(rise, fall)));
        }
    }

    private void jitter() {
        double off = 0;
        for (int minute = 0; minute < MINUTES; minute++) {
            off = MINUTES_REMEMBER * off + MINUTES_DIFFER * chance.nextGaussian();
            perSecond[minute] = Math.max(0, perSecond[minute] * (1 + off));
        }
    }
}

package io.plimsoll.autoscaler.aws;

import io.plimsoll.autoscaler.decision.model.CronTimes;
import io.plimsoll.autoscaler.decision.model.DisruptionBudget;
import io.plimsoll.environment.CronSchedule;
import io.plimsoll.environment.CronSchedule.InvalidScheduleException;
import io.plimsoll.environment.DisruptionBudgetConfig;
import io.plimsoll.environment.GoDuration;
import io.plimsoll.environment.tags.DisruptionBudgetTag;
import java.time.Duration;
import java.util.List;

/** Makes the decision core's budgets of those that a tag, a flag or the environment writes. */
public final class DisruptionBudgets {

    private DisruptionBudgets() {}

    /**
     * @param written as {@link DisruptionBudgetTag#parse} gives them
     */
    public static List<DisruptionBudget> of(List<DisruptionBudgetConfig> written) {
        return written.stream().map(DisruptionBudgets::budget).toList();
    }

    private static DisruptionBudget budget(DisruptionBudgetConfig written) {
        boolean percent = written.nodes().endsWith("%");
        return new DisruptionBudget(
                DisruptionBudgetTag.text(written),
                new DisruptionBudget.Most(
                        Integer.parseInt(written.nodes().replace("%", "")), percent),
                written.reasons().stream().map(DisruptionBudgets::reason).toList(),
                written.schedule()
                        .map(schedule ->
                                new DisruptionBudget.Window(
                                        times(schedule),
                                        written.duration()
                                                .flatMap(GoDuration::parse)
                                                .orElse(Duration.ZERO))));
    }

    private static DisruptionBudget.Reason reason(DisruptionBudgetConfig.Reason reason) {
        return switch (reason) {
            case UNDERUTILIZED -> DisruptionBudget.Reason.UNDERUTILIZED;
            case EMPTY -> DisruptionBudget.Reason.EMPTY;
            case DRIFTED -> DisruptionBudget.Reason.DRIFTED;
        };
    }

    private static CronTimes times(String schedule) {
        try {
            CronSchedule cron = CronSchedule.parse(schedule);
            return new CronTimes(
                    cron.minutes(),
                    cron.hours(),
                    cron.daysOfMonth(),
                    cron.months(),
                    cron.daysOfWeek(),
                    cron.eitherDay());
        } catch (InvalidScheduleException e) {
            throw new IllegalStateException("a schedule that was held to be right", e);
        }
    }
}

package io.plimsoll.environment.tags;

import io.plimsoll.environment.CronSchedule;
import io.plimsoll.environment.CronSchedule.InvalidScheduleException;
import io.plimsoll.environment.DisruptionBudgetConfig;
import io.plimsoll.environment.DisruptionBudgetConfig.Reason;
import io.plimsoll.environment.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Disruption budgets in one line, such as {@code 10pct : 0 at 0 9 . . mon-fri for 8h of
 * Underutilized+Empty}. Tags of AWS hold neither {@code %} nor cron's {@code *} and {@code ,}: they
 * are written {@code pct}, {@code .} and {@code +}, and read either way.
 */
public final class DisruptionBudgetTag {

    /** Of an Auto Scaling group. */
    public static final String KEY = "plimsoll.io/disruption-budgets";

    /** What a tag's value may have at most. */
    public static final int LONGEST = 256;

    private static final Duration LONGEST_WINDOW = Duration.ofDays(366);

    private DisruptionBudgetTag() {}

    /** A text that is none of budgets. */
    public static final class InvalidBudgetException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String problem;

        InvalidBudgetException(String problem) {
            super(problem);
            this.problem = problem;
        }

        /** What is wrong, in words that go on after what the text is of. */
        public String problem() {
            return problem;
        }
    }

    /**
     * @return none of a text of blanks
     * @throws InvalidBudgetException where any of them makes no sense
     */
    public static List<DisruptionBudgetConfig> parse(String text) throws InvalidBudgetException {
        List<DisruptionBudgetConfig> budgets = new ArrayList<>();
        if (text.isBlank()) {
            return budgets;
        }
        for (String budget : text.split(":", -1)) {
            budgets.add(one(budget.strip()));
        }
        return List.copyOf(budgets);
    }

    private static DisruptionBudgetConfig one(String text) throws InvalidBudgetException {
        Iterator<String> words = Arrays.asList(text.split("\\s+", -1)).iterator();
        String nodes = words.next().replace("pct", "%");
        Optional<String> schedule = Optional.empty();
        Optional<String> duration = Optional.empty();
        List<Reason> reasons = List.of();
        String word = next(words);
        if (word.equals("at")) {
            List<String> fields = new ArrayList<>();
            for (word = next(words); !word.isEmpty() && !word.equals("for"); word = next(words)) {
                fields.add(word.replace('.', '*').replace('+', ','));
            }
            schedule = Optional.of(String.join(" ", fields));
            if (word.equals("for")) {
                duration = Optional.of(next(words));
                word = next(words);
            }
        }
        if (word.equals("of")) {
            reasons = reasons(next(words));
            word = next(words);
        }
        if (!word.isEmpty()) {
            throw new InvalidBudgetException(
                    "must be budgets such as '10%% : 0 at 0 9 * * mon-fri for 8h of Underutilized', has '%s' where %s"
                            .formatted(word, "'at', 'of', ':' or the end was due"));
        }
        DisruptionBudgetConfig budget =
                new DisruptionBudgetConfig(nodes, schedule, duration, reasons);
        Optional<String> refusal =
                DisruptionBudgetConfig.refusedNodes(nodes)
                        .map(rule -> "nodes " + rule + ", is '" + nodes + "'")
                        .or(() -> refusal(budget));
        if (refusal.isPresent()) {
            throw new InvalidBudgetException("has a budget whose " + refusal.get());
        }
        return budget;
    }

    private static String next(Iterator<String> words) {
        return words.hasNext() ? words.next() : "";
    }

    private static List<Reason> reasons(String words) throws InvalidBudgetException {
        List<Reason> reasons = new ArrayList<>();
        for (String word : words.split("[+,]", -1)) {
            reasons.add(
                    Reason.of(word)
                            .orElseThrow(() ->
                                    new InvalidBudgetException(
                                            "has a budget of '%s', which is none of %s"
                                                    .formatted(
                                                            word,
                                                            Arrays.stream(Reason.values())
                                                                    .map(Reason::word)
                                                                    .collect(
                                                                            Collectors.joining(
                                                                                    ", "))))));
        }
        return reasons;
    }

    /** What is wrong with a text of budgets; empty if nothing. */
    public static Optional<String> refusal(String text) {
        try {
            parse(text);
            return Optional.empty();
        } catch (InvalidBudgetException e) {
            return Optional.of(e.problem());
        }
    }

    /** What is wrong with its time, beginning with the field's name; empty if nothing. */
    public static Optional<String> refusal(DisruptionBudgetConfig budget) {
        if (budget.schedule().isPresent() != budget.duration().isPresent()) {
            return Optional.of(
                    budget.schedule().isPresent()
                            ? "duration must be given, as schedule is"
                            : "schedule must be given, as duration is");
        }
        if (budget.schedule().isEmpty()) {
            return Optional.empty();
        }
        try {
            CronSchedule.parse(budget.schedule().get());
        } catch (InvalidScheduleException e) {
            return Optional.of(
                    "schedule %s, is '%s'".formatted(e.getMessage(), budget.schedule().get()));
        }
        boolean fits =
                budget.duration()
                        .flatMap(GoDuration::parse)
                        .filter(time -> time.toSeconds() >= 60 && time.toSecondsPart() == 0)
                        .filter(time -> time.compareTo(LONGEST_WINDOW) <= 0)
                        .isPresent();
        return fits
                ? Optional.empty()
                : Optional.of(
                        "duration must be whole minutes, such as 8h or 1h30m, and a year at most, is '%s'"
                                .formatted(budget.duration().get()));
    }

    /** As people write it, with cron's own signs. */
    public static String text(DisruptionBudgetConfig budget) {
        StringBuilder text = new StringBuilder(budget.nodes());
        budget.schedule().ifPresent(schedule -> text.append(" at ").append(schedule.strip()));
        budget.duration().ifPresent(duration -> text.append(" for ").append(duration));
        if (!budget.reasons().isEmpty()) {
            text.append(" of ")
                    .append(
                            budget.reasons().stream()
                                    .map(Reason::word)
                                    .collect(Collectors.joining(",")));
        }
        return text.toString();
    }

    /** With the signs that a tag may have. {@link #parse} reads the same budgets of it. */
    public static String encode(List<DisruptionBudgetConfig> budgets) {
        return budgets.stream()
                .map(DisruptionBudgetTag::text)
                .collect(Collectors.joining(" : "))
                .replace("%", "pct")
                .replace('*', '.')
                .replace('?', '.')
                .replace(',', '+');
    }
}

package io.plimsoll.autoscaler.app.shadow;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.SortedSet;

/**
 * A dry run's record as people and other programs read it ({@code plimsoll.io/v1}, kind {@code
 * ShadowReport}).
 *
 * @param total of all days; its day is empty
 */
@JsonPropertyOrder({"apiVersion", "kind"})
public record ShadowReport(String apiVersion, String kind, List<Day> days, Day total) {

    private static final long HOUR = 3_600_000;

    /**
     * @param day such as {@code 2026-11-29}, in UTC
     * @param watchedHours for how long somebody looked
     * @param unpriced what the money leaves out
     */
    public record Day(
            String day,
            BigDecimal watchedHours,
            Side done,
            Side would,
            SortedSet<String> unpriced) {

        private static Day of(String day, ShadowDay record) {
            return new Day(
                    day,
                    hours(record.watchedMillis()),
                    Side.of(record.done()),
                    Side.of(record.would()),
                    record.unpriced());
        }
    }

    /**
     * @param podMinutesWaiting of all pods together
     */
    public record Side(
            int nodesAdded,
            int nodesRemoved,
            int evictions,
            BigDecimal nodeHours,
            BigDecimal usd,
            BigDecimal podMinutesWaiting) {

        private static Side of(Ledger ledger) {
            return new Side(
                    ledger.nodesAdded(),
                    ledger.nodesRemoved(),
                    ledger.evictions(),
                    hours(ledger.nodeMillis()),
                    BigDecimal.valueOf(ledger.microUsdMillis(), 6)
                            .divide(BigDecimal.valueOf(HOUR), 2, RoundingMode.HALF_UP),
                    BigDecimal.valueOf(ledger.podMillis())
                            .divide(BigDecimal.valueOf(60_000), 1, RoundingMode.HALF_UP));
        }
    }

    /** What the dry run would have changed, in one sentence's part. */
    public String verdict() {
        return ShadowText.verdict(total);
    }

    static ShadowReport of(ShadowRecord record) {
        return new ShadowReport(
                "plimsoll.io/v1",
                "ShadowReport",
                record.days().entrySet().stream()
                        .map(day -> Day.of(day.getKey().toString(), day.getValue()))
                        .toList(),
                Day.of("", record.total()));
    }

    private static BigDecimal hours(long millis) {
        return BigDecimal.valueOf(millis).divide(BigDecimal.valueOf(HOUR), 1, RoundingMode.HALF_UP);
    }
}

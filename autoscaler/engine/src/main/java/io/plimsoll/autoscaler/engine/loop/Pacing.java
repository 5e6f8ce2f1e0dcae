package io.plimsoll.autoscaler.engine.loop;

import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When the next loop is due: every scan interval, and sooner when there is news or the engine asks
 * for it. Knows no clock: its times may count from anywhere, if only they never go back. Not
 * thread-safe.
 *
 * <p>News that comes close together wakes the loop once: pods of one Deployment become
 * unschedulable one after another, and one look at all of them is better than one at each. While
 * groups are raised again and again, the pause after each raise is twice as long as the one before,
 * up to the scan interval, so that pods that come over a minute cost few calls. It starts anew when
 * nothing was raised for a scan interval after a pause.
 */
public final class Pacing {
    private static final Duration FIRST_BREATH = Duration.ofSeconds(1);

    private final Rhythm rhythm;
    private Instant tick = Instant.MIN;
    private Instant notBefore = Instant.MIN;
    private Optional<News> news = Optional.empty();
    private int raisesInARow;

    public Pacing(Rhythm rhythm) {
        this.rhythm = rhythm;
    }

    /**
     * @param scanInterval {@code --scan-interval}
     * @param idle so long there must be no more news before a loop starts
     * @param longestIdle after the first news, whatever comes then
     */
    public record Rhythm(Duration scanInterval, Duration idle, Duration longestIdle) {
        public static final Rhythm DEFAULT = every(Duration.ofSeconds(10));

        public static Rhythm every(Duration scanInterval) {
            return new Rhythm(scanInterval, Duration.ofMillis(100), Duration.ofSeconds(1));
        }
    }

    private record News(Instant first, Instant last) {}

    public void news(Instant now) {
        news = Optional.of(new News(news.map(News::first).orElse(now), now));
    }

    /** The loop that starts now sees all the news. */
    public void started() {
        news = Optional.empty();
    }

    /**
     * @param wakeup how soon the engine wants to run again ({@link AutoscalerLoop#nextWakeup})
     */
    public void ended(LoopReport report, Optional<Duration> wakeup, Instant now) {
        Duration interval = rhythm.scanInterval();
        tick = now.plus(wakeup.filter(soon -> soon.compareTo(interval) < 0).orElse(interval));
        if (raised(report)) {
            boolean wasCalm = now.isAfter(notBefore.plus(interval));
            raisesInARow = wasCalm ? 1 : raisesInARow + 1;
            notBefore = raisesInARow < 2 ? now : now.plus(breath());
        }
    }

    /** The first loop is due at once. */
    public Instant due() {
        Instant wanted = news.map(this::quiet).filter(tick::isAfter).orElse(tick);
        return wanted.isBefore(notBefore) ? notBefore : wanted;
    }

    private Instant quiet(News heard) {
        Instant quiet = heard.last().plus(rhythm.idle());
        Instant latest = heard.first().plus(rhythm.longestIdle());
        return quiet.isBefore(latest) ? quiet : latest;
    }

    private Duration breath() {
        Duration doubled = FIRST_BREATH.multipliedBy(1L << Math.min(raisesInARow - 2, 10));
        return doubled.compareTo(rhythm.scanInterval()) < 0 ? doubled : rhythm.scanInterval();
    }

    private static boolean raised(LoopReport report) {
        return report.outcomes().stream()
                .anyMatch(outcome ->
                        outcome instanceof Outcome.Done(var action) && action instanceof ScaleUp);
    }
}

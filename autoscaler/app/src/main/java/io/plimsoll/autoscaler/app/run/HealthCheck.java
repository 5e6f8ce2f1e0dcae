package io.plimsoll.autoscaler.app.run;

import io.plimsoll.autoscaler.decision.DurationText;
import io.plimsoll.autoscaler.decision.model.ClusterView;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.Reporter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Whether the process should go on, for its liveness probe, and whether it sees what it looks
 * after, for its readiness probe. A process that does not lead has nothing to do and is well.
 *
 * @see <a href="https://github.com/kubernetes/autoscaler">flags {@code --max-inactivity} and {@code
 *     --max-failing-time} of Cluster Autoscaler</a>
 */
final class HealthCheck implements Reporter, HttpEndpoint.Health {

    private final Duration maxInactivity;
    private final Duration maxFailing;
    private final InstantSource clock;
    private volatile Optional<Loops> loops = Optional.empty();
    private volatile Optional<String> blind = Optional.empty();

    HealthCheck(Duration maxInactivity, Duration maxFailing, InstantSource clock) {
        this.maxInactivity = maxInactivity;
        this.maxFailing = maxFailing;
        this.clock = clock;
    }

    private record Loops(Instant last, Instant lastSuccess) {}

    /** From now on loops are expected. */
    void begin() {
        loops = Optional.of(new Loops(clock.instant(), clock.instant()));
    }

    @Override
    public void event(ObjectReference object, Severity severity, String reason, String message) {}

    @Override
    public void loopEnded(LoopReport report) {
        Instant now = clock.instant();
        ClusterView view = report.observation().cluster().view();
        blind = Optional.of(view.problem()).filter(_ -> view.isStale());
        boolean success = report.isSuccess() && !view.isStale();
        loops = loops.map(before -> new Loops(now, success ? now : before.lastSuccess()));
    }

    @Override
    public Optional<String> unready() {
        return problem().or(() -> blind);
    }

    @Override
    public Optional<String> problem() {
        Instant now = clock.instant();
        return loops.flatMap(seen ->
                late("last activity", seen.last(), maxInactivity, now)
                        .or(() ->
                                late("last successful loop", seen.lastSuccess(), maxFailing, now)));
    }

    private static Optional<String> late(String what, Instant last, Duration limit, Instant now) {
        Duration age = Duration.between(last, now);
        return age.compareTo(limit) > 0
                ? Optional.of(
                        "%s was %s ago, allowed are %s"
                                .formatted(what, DurationText.of(age), DurationText.of(limit)))
                : Optional.empty();
    }
}

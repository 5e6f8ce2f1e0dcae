package io.plimsoll.autoscaler.app.page;

import io.plimsoll.autoscaler.app.live.NodeUsage;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.Reporter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The newest loop of this process. A loop leaves its report here and goes on; the document is made
 * when a browser asks, by its thread, and takes at most a tenth of the time.
 */
public final class LiveFeed implements Feed, Reporter {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration USAGE_HOLDS = Duration.ofSeconds(15);
    private static final int SHARE = 10;

    private final AutoscalingOptions options;
    private final Supplier<Map<String, NodeUsage>> measure;
    private final InstantSource clock;
    private final LiveLog log = new LiveLog();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private Optional<Seen> newest = Optional.empty();

    /** Of whoever makes a document; never waited for by a loop. */
    private final ReentrantLock making = new ReentrantLock();

    private Optional<Frame> made = Optional.empty();
    private Duration pause = PAUSE;
    private Map<String, NodeUsage> usage = Map.of();
    private Instant measured = Instant.MIN;

    private record Seen(int number, LoopReport report, LiveLog.Pages log) {}

    /**
     * @param measure what is used of each node, by its name; asked at most every 15 s, and only
     *     while somebody looks
     */
    public LiveFeed(
            AutoscalingOptions options,
            Supplier<Map<String, NodeUsage>> measure,
            InstantSource clock) {
        this.options = options;
        this.measure = measure;
        this.clock = clock;
    }

    @Override
    public void event(ObjectReference object, Severity severity, String reason, String message) {}

    @Override
    public void loopEnded(LoopReport report) {
        LiveLog.Pages pages = log.add(report);
        lock.lock();
        try {
            newest = Optional.of(new Seen(newest.map(Seen::number).orElse(0) + 1, report, pages));
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A process keeps no state but the newest. */
    @Override
    public Optional<Frame> frame(OptionalInt number) {
        return newest().filter(seen -> number.isEmpty() || number.getAsInt() == seen.number())
                .map(this::make);
    }

    @Override
    public Viewer follow(OptionalInt after, int speed) {
        return new Follower();
    }

    private Optional<Seen> newest() {
        lock.lock();
        try {
            return newest;
        } finally {
            lock.unlock();
        }
    }

    private Optional<Seen> after(int number, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (left > 0 && newest.filter(seen -> seen.number() > number).isEmpty()) {
                left = news.awaitNanos(left);
            }
            return newest.filter(seen -> seen.number() > number);
        } finally {
            lock.unlock();
        }
    }

    private Frame make(Seen seen) {
        making.lock();
        try {
            Optional<Frame> there = made.filter(frame -> frame.number() >= seen.number());
            if (there.isPresent()) {
                return there.get();
            }
            measure();
            long began = System.nanoTime();
            Frame frame =
                    new Frame(
                            seen.number(),
                            LiveJson.of(LiveView.of(seen.report(), usage, options, seen.log())));
            Duration took = Duration.ofNanos(System.nanoTime() - began).multipliedBy(SHARE);
            pause = took.compareTo(PAUSE) > 0 ? took : PAUSE;
            made = Optional.of(frame);
            return frame;
        } finally {
            making.unlock();
        }
    }

    private void measure() {
        Instant now = clock.instant();
        if (!now.isBefore(measured) && Duration.between(measured, now).compareTo(USAGE_HOLDS) < 0) {
            return;
        }
        usage = Map.copyOf(measure.get());
        measured = now;
    }

    private Duration pause() {
        making.lock();
        try {
            return pause;
        } finally {
            making.unlock();
        }
    }

    private final class Follower implements Viewer {
        private int last;

        @Override
        public Optional<Frame> next(Duration patience) throws InterruptedException {
            if (last > 0) {
                TimeUnit.NANOSECONDS.sleep(pause().toNanos());
            }
            Optional<Frame> frame = after(last, patience).map(LiveFeed.this::make);
            frame.ifPresent(found -> last = found.number());
            return frame;
        }
    }
}

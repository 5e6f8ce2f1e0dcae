package io.plimsoll.demo.live;

import io.plimsoll.autoscaler.app.page.Feed;
import io.plimsoll.autoscaler.app.page.LiveDocument;
import io.plimsoll.autoscaler.app.page.LiveJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The frames of a story, all kept, so that every browser plays at its own speed, stops, and goes
 * back. Frames are counted from 0.
 */
public final class Film implements Feed {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final List<Kept> frames = new ArrayList<>();
    private boolean complete;

    private record Kept(String step, Duration elapsed, Gzipped state) {}

    /**
     * What a story's frame says beside the cluster's state.
     *
     * @param frames that are there by now
     * @param complete whether no more will come
     * @param seconds since the story began
     */
    private record Scene(String step, int frame, int frames, boolean complete, long seconds) {}

    void add(String step, Duration elapsed, LiveDocument state) {
        Kept kept = new Kept(step, elapsed, new Gzipped(LiveJson.of(state)));
        change(() -> frames.add(kept));
    }

    /** No frame comes after this. */
    public void end() {
        change(() -> complete = true);
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Frame> frame(OptionalInt number) {
        lock.lock();
        try {
            return frame(number.orElse(frames.size() - 1));
        } finally {
            lock.unlock();
        }
    }

    private Optional<Frame> frame(int number) {
        if (number < 0 || number >= frames.size()) {
            return Optional.empty();
        }
        Kept kept = frames.get(number);
        ObjectNode state = (ObjectNode) JsonMapper.shared().readTree(kept.state().text());
        state.putPOJO(
                "story",
                new Scene(
                        kept.step(), number, frames.size(), complete, kept.elapsed().toSeconds()));
        return Optional.of(new Frame(number, JsonMapper.shared().writeValueAsString(state)));
    }

    @Override
    public Viewer follow(OptionalInt after, int speed) {
        return new Seat(after.orElse(-1), Math.max(1, speed));
    }

    private final class Seat implements Viewer {
        private final int speed;
        private int last;
        private boolean begun;

        Seat(int last, int speed) {
            this.last = last;
            this.speed = speed;
        }

        @Override
        public Optional<Frame> next(Duration patience) throws InterruptedException {
            Optional<Duration> gap = gapBeforeNext(patience);
            if (gap.isEmpty()) {
                return Optional.empty();
            }
            if (begun) {
                TimeUnit.NANOSECONDS.sleep(gap.get().dividedBy(speed).toNanos());
            }
            begun = true;
            last++;
            return frame(OptionalInt.of(last));
        }

        private Optional<Duration> gapBeforeNext(Duration patience) throws InterruptedException {
            lock.lock();
            try {
                long left = patience.toNanos();
                while (left > 0 && last + 1 >= frames.size()) {
                    left = news.awaitNanos(left);
                }
                if (last + 1 >= frames.size()) {
                    return Optional.empty();
                }
                Duration then = last < 0 ? Duration.ZERO : frames.get(last).elapsed();
                return Optional.of(frames.get(last + 1).elapsed().minus(then));
            } finally {
                lock.unlock();
            }
        }
    }

    private static final class Gzipped {
        private final byte[] bytes;

        Gzipped(String text) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            bytes = packed.toByteArray();
        }

        String text() {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

package io.plimsoll.autoscaler.kubernetes.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.plimsoll.autoscaler.decision.DurationText;
import io.plimsoll.autoscaler.engine.port.Leadership;
import io.plimsoll.autoscaler.kubernetes.outage.Outages;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A candidate for leadership; once it has led and lost, it does not run again.
 *
 * <p>The algorithm of client-go's {@code leaderelection}: no clock of another machine is believed.
 * A candidate takes the Lease when it saw no change of it for as long as it is given; a leader acts
 * until its renew deadline, counted from the moment before its last good request was sent. Both are
 * measured by the monotonic clock. A request that hangs changes neither.
 */
public final class LeaderElection implements Leadership, AutoCloseable {
    private static final String CALLER = "renew the Lease";

    /** client-go's jitter: candidates that started together do not ask together. */
    private static final double JITTER = 1.2;

    private final LeaseRequests requests;
    private final LeaseOptions.Times times;
    private final Events events;
    private final SplittableRandom chance = new SplittableRandom();
    private final ExecutorService calls =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofPlatform().daemon().name("lease-request").factory());
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Object lock = new Object();
    private final Thread candidate;
    private State state = State.CANDIDATE;
    private long renewed;
    private Optional<Seen> seen = Optional.empty();

    /**
     * What a candidate lives through. Called on its threads, and must not block.
     *
     * @param elected is given the term, once
     * @param lost is told why, at most once, after {@code elected}; from then on another process
     *     may act. Closing is no loss
     */
    public record Events(Consumer<Leadership> elected, Consumer<String> lost, Outages outages) {}

    private enum State {
        CANDIDATE,
        LEADER,
        OVER
    }

    /** A Lease as it is in the API server, and since when. */
    private record Seen(Lease lease, long since) {}

    private sealed interface Answer {
        /** From before the request, as others may count from then on. */
        record Mine(long since) implements Answer {}

        record Others(String holder) implements Answer {}

        record None(String problem) implements Answer {}
    }

    private LeaderElection(KubernetesClient client, LeaseOptions options, Events events) {
        this.requests = new LeaseRequests(client, options);
        this.times = options.times();
        this.events = events;
        this.candidate = Thread.ofPlatform().daemon().name("lease").unstarted(this::stand);
    }

    /** Stands for election until it is closed, and then releases the Lease. */
    public static LeaderElection start(
            KubernetesClient client, LeaseOptions options, Events events) {
        LeaderElection election = new LeaderElection(client, options, events);
        election.candidate.start();
        return election;
    }

    @Override
    public boolean holdsFor(Duration time) {
        synchronized (lock) {
            long age = System.nanoTime() - renewed;
            return state == State.LEADER
                    && age < times.renewal().toNanos()
                    && age + time.toNanos() < times.lease().toNanos();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        join();
        boolean led;
        synchronized (lock) {
            led = state == State.LEADER;
            state = State.OVER;
        }
        if (led && System.nanoTime() - renewed < times.renewal().toNanos()) {
            release();
        }
        calls.shutdownNow();
        events.outages().answered(CALLER);
    }

    private void join() {
        try {
            candidate.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stand() {
        while (isOpen()) {
            switch (tryAcquireOrRenew()) {
                case Answer.Mine(long since) -> lead(since);
                case Answer.Others(String holder) ->
                        lose("%s holds the Lease now".formatted(holder));
                case Answer.None(String problem) -> events.outages().failed(CALLER, problem);
            }
            pause();
        }
    }

    private boolean isOpen() {
        synchronized (lock) {
            return state != State.OVER && closed.getCount() > 0;
        }
    }

    private void lead(long since) {
        boolean first;
        synchronized (lock) {
            first = state == State.CANDIDATE;
            if (state == State.OVER) {
                return;
            }
            renewed = since;
            state = State.LEADER;
        }
        if (first) {
            Thread.ofPlatform().daemon().name("lease-deadline").start(this::guard);
            events.elected().accept(this);
        }
    }

    /** Ends the term in time, whatever a request is doing. */
    private void guard() {
        while (true) {
            long left;
            synchronized (lock) {
                if (state != State.LEADER) {
                    return;
                }
                left = renewed + times.renewal().toNanos() - System.nanoTime();
            }
            if (left <= 0) {
                lose("the Lease was not renewed within " + DurationText.of(times.renewal()));
                return;
            }
            if (waitClosed(Duration.ofNanos(left))) {
                return;
            }
        }
    }

    private void lose(String why) {
        synchronized (lock) {
            if (state != State.LEADER) {
                return;
            }
            state = State.OVER;
        }
        events.lost().accept(why);
    }

    private void pause() {
        double jitter = 1 + chance.nextDouble() * (JITTER - 1);
        boolean _ = waitClosed(Duration.ofNanos((long) (times.retry().toNanos() * jitter)));
    }

    private boolean waitClosed(Duration time) {
        try {
            return closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private Answer tryAcquireOrRenew() {
        long began = System.nanoTime();
        try {
            if (leads() && seen.isPresent()) {
                return renew(began);
            }
            Optional<Lease> lease = within(timeout -> requests.read(timeout));
            events.outages().answered(CALLER);
            if (lease.isEmpty()) {
                return taken(within(requests::create), began);
            }
            return look(lease.get(), began);
        } catch (KubernetesClientException refused) {
            return refused(refused);
        } catch (TimeoutException late) {
            return new Answer.None("no answer within " + DurationText.of(times.request()));
        } catch (RuntimeException broken) {
            return new Answer.None(String.valueOf(broken));
        }
    }

    /** One request as long as nobody else touches the Lease. */
    private Answer renew(long began) throws TimeoutException {
        try {
            return taken(within(timeout -> requests.update(known(), timeout)), began);
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT
                    && refused.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw refused;
            }
            seen = Optional.empty();
            Optional<Lease> lease = within(timeout -> requests.read(timeout));
            if (lease.isEmpty()) {
                return new Answer.Others("nobody");
            }
            return look(lease.get(), began);
        }
    }

    private Answer look(Lease lease, long began) throws TimeoutException {
        if (seen.filter(before -> isSame(before.lease(), lease)).isEmpty()) {
            seen = Optional.of(new Seen(lease, System.nanoTime()));
        }
        if (requests.isMine(lease)) {
            return taken(within(timeout -> requests.update(lease, timeout)), began);
        }
        return leads() || isHeld(seen.orElseThrow())
                ? new Answer.Others(holder(lease))
                : taken(within(timeout -> requests.update(lease, timeout)), began);
    }

    private Answer taken(Lease written, long began) {
        seen = Optional.of(new Seen(written, began));
        events.outages().answered(CALLER);
        return new Answer.Mine(began);
    }

    /** Somebody was faster, which is no trouble. */
    private Answer refused(KubernetesClientException refused) {
        if (refused.getCode() == HttpURLConnection.HTTP_CONFLICT) {
            return leads()
                    ? new Answer.None("it changes all the time")
                    : new Answer.Others("another");
        }
        return new Answer.None(
                refused.getStatus() != null && refused.getStatus().getMessage() != null
                        ? refused.getStatus().getMessage()
                        : rootMessage(refused));
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static boolean isSame(Lease one, Lease other) {
        return one.getMetadata()
                .getResourceVersion()
                .equals(other.getMetadata().getResourceVersion());
    }

    private boolean isHeld(Seen lease) {
        if (holder(lease.lease()).isEmpty()) {
            return false;
        }
        Duration given =
                Optional.ofNullable(lease.lease().getSpec())
                        .map(LeaseSpec::getLeaseDurationSeconds)
                        .map(Duration::ofSeconds)
                        .orElse(times.lease());
        return System.nanoTime() - lease.since() < given.toNanos();
    }

    private static String holder(Lease lease) {
        return Optional.ofNullable(lease.getSpec()).map(LeaseSpec::getHolderIdentity).orElse("");
    }

    private Lease known() {
        return seen.orElseThrow().lease();
    }

    private boolean leads() {
        synchronized (lock) {
            return state == State.LEADER;
        }
    }

    private void release() {
        try {
            if (seen.isPresent()) {
                var _ = within(timeout -> requests.release(known(), timeout));
            }
        } catch (KubernetesClientException | TimeoutException failure) {
            events.outages().failed("release the Lease", rootMessage(failure));
        }
    }

    @FunctionalInterface
    private interface Request<T> {
        T send(Duration timeout);
    }

    /** The library's own limit does not cover all that may hang. */
    private <T> T within(Request<T> request) throws TimeoutException {
        Duration timeout = times.request();
        Callable<T> call = () -> request.send(timeout);
        Future<T> answer = calls.submit(call);
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimeoutException("interrupted");
        } finally {
            boolean _ = answer.cancel(true);
        }
    }
}

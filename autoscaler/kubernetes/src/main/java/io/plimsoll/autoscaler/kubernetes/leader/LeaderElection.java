package io.plimsoll.autoscaler.kubernetes.leader;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A candidate for leadership; once it has led and lost, it does not run again. */
public final class LeaderElection implements AutoCloseable {
    private final CompletableFuture<?> election;
    private final CompletableFuture<?> end;

    private LeaderElection(CompletableFuture<?> election, Runnable onEnd) {
        this.election = election;
        this.end = election.handle((_, _) -> null).thenRun(onEnd);
    }

    /**
     * Stands for election until it is closed, and then releases the Lease.
     *
     * @param onElected is called once, on a thread of the client; must not block
     * @param onLost is called once, after {@code onElected}; from then on another process may act
     */
    public static LeaderElection start(
            KubernetesClient client, LeaseOptions options, Runnable onElected, Runnable onLost) {
        AtomicBoolean leads = new AtomicBoolean();
        Runnable lose =
                () -> {
                    if (leads.compareAndSet(true, false)) {
                        onLost.run();
                    }
                };
        LeaderCallbacks callbacks =
                new LeaderCallbacks(
                        () -> {
                            leads.set(true);
                            onElected.run();
                        },
                        lose,
                        _ -> {});
        CompletableFuture<?> election =
                client.leaderElector()
                        .withConfig(
                                new LeaderElectionConfigBuilder()
                                        .withName(options.name())
                                        .withLock(new UpdatedLease(options))
                                        .withLeaseDuration(options.times().lease())
                                        .withRenewDeadline(options.times().renewal())
                                        .withRetryPeriod(options.times().retry())
                                        .withReleaseOnCancel(true)
                                        .withLeaderCallbacks(callbacks)
                                        .build())
                        .build()
                        .start();
        return new LeaderElection(election, lose);
    }

    @Override
    public void close() {
        election.cancel(true);
        end.join();
    }
}

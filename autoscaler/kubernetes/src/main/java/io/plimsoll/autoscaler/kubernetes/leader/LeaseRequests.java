package io.plimsoll.autoscaler.kubernetes.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Reads and writes one Lease, by get, create and update alone: Cluster Autoscaler's roles allow no
 * more. Each request is made once, and given up in time.
 */
final class LeaseRequests {
    private final KubernetesClient client;
    private final LeaseOptions options;

    LeaseRequests(KubernetesClient client, LeaseOptions options) {
        this.client = client;
        this.options = options;
    }

    Optional<Lease> read(Duration timeout) {
        return Optional.ofNullable(
                within(timeout)
                        .leases()
                        .inNamespace(options.namespace())
                        .withName(options.name())
                        .get());
    }

    /** Refused with 409 when somebody was faster. */
    Lease create(Duration timeout) {
        return within(timeout).resource(held(Optional.empty())).create();
    }

    /** Takes or renews what was read; refused with 409 when it changed since. */
    Lease update(Lease read, Duration timeout) {
        return within(timeout).resource(held(Optional.of(read))).update();
    }

    /** As client-go does: nobody holds it, and nobody need wait. */
    Lease release(Lease read, Duration timeout) {
        Lease free =
                new LeaseBuilder(held(Optional.of(read)))
                        .editSpec()
                        .withHolderIdentity("")
                        .withLeaseDurationSeconds(1)
                        .endSpec()
                        .build();
        return within(timeout).resource(free).update();
    }

    private Lease held(Optional<Lease> before) {
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
        LeaseBuilder lease =
                before.map(LeaseBuilder::new)
                        .orElseGet(() ->
                                new LeaseBuilder()
                                        .withNewMetadata()
                                        .withNamespace(options.namespace())
                                        .withName(options.name())
                                        .endMetadata());
        boolean mine = before.filter(this::isMine).isPresent();
        int transitions =
                before.map(Lease::getSpec)
                        .map(spec -> spec.getLeaseTransitions())
                        .map(times -> mine ? times : times + 1)
                        .orElse(0);
        return lease.editOrNewSpec()
                .withHolderIdentity(options.identity())
                .withLeaseDurationSeconds((int) options.times().lease().toSeconds())
                .withAcquireTime(mine ? before.orElseThrow().getSpec().getAcquireTime() : now)
                .withRenewTime(now)
                .withLeaseTransitions(transitions)
                .endSpec()
                .build();
    }

    boolean isMine(Lease lease) {
        return lease.getSpec() != null
                && options.identity().equals(lease.getSpec().getHolderIdentity());
    }

    private KubernetesClient within(Duration timeout) {
        return client.newClient(
                        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                                .withRequestTimeout((int) Math.max(1, timeout.toMillis()))
                                .withRequestRetryBackoffLimit(0)
                                .build())
                .adapt(KubernetesClient.class);
    }
}

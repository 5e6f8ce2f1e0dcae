package io.plimsoll.autoscaler.kubernetes.leader;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.util.Optional;

/**
 * A Lease that is renewed by update. The library's own patches it, which Cluster Autoscaler's roles
 * do not allow.
 */
final class UpdatedLease extends LeaseLock {
    private Optional<String> version = Optional.empty();

    UpdatedLease(LeaseOptions options) {
        super(options.namespace(), options.name(), options.identity());
    }

    @Override
    public synchronized void update(KubernetesClient client, LeaderElectionRecord wanted) {
        ObjectMetaBuilder meta = getObjectMeta(version.orElseThrow());
        client.resource(toResource(wanted, meta)).update();
    }

    @Override
    protected LeaderElectionRecord toRecord(Lease lease) {
        version = Optional.of(lease.getMetadata().getResourceVersion());
        return super.toRecord(lease);
    }
}

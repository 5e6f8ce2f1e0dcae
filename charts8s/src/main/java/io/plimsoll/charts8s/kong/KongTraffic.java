package io.plimsoll.charts8s.kong;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.charts8s.object.Traffic;
import io.plimsoll.charts8s.upstream.UpstreamChart;
import io.plimsoll.environment.KongConfig;
import java.util.List;

/**
 * Who may talk to Kong: everybody to its proxy, the cluster to its status; and whom it may call.
 */
final class KongTraffic {

    private KongTraffic() {}

    static HasMetadata of(KongConfig kong, AppIdentity identity, String name) {
        return Traffic.policy(
                identity,
                name,
                List.of(Traffic.fromAnywhere(8000, 8443), Traffic.fromCluster(8100)),
                List.of(Traffic.toDns(), upstreams(kong)));
    }

    /**
     * A control plane may name any upstream, so only the instance's metadata stays out of reach.
     */
    private static NetworkPolicyEgressRule upstreams(KongConfig kong) {
        return switch (kong.mode()) {
            case DBLESS -> Traffic.toPods(UpstreamChart.IDENTITY, UpstreamChart.ECHO_PORT);
            case KONNECT, HYBRID -> Traffic.toAnywhereButInstanceMetadata();
        };
    }
}

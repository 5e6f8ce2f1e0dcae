package io.plimsoll.charts8s.kong;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.charts8s.object.Traffic;
import io.plimsoll.charts8s.upstream.UpstreamChart;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.KongConfig;
import io.plimsoll.environment.KongConfig.Mode;
import io.plimsoll.environment.VpcConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * Who may talk to Kong: everybody to its proxy, the cluster to its status; and whom it may call.
 */
final class KongTraffic {

    private static final int STATUS = 8100;

    private KongTraffic() {}

    static HasMetadata of(Environment environment, AppIdentity identity, String name) {
        KongConfig kong = environment.workloads().kong();
        List<NetworkPolicyIngressRule> ingress = new ArrayList<>();
        ingress.add(Traffic.fromAnywhere(8000, 8443));
        ingress.add(Traffic.fromCluster(STATUS));
        if (kong.isBalanced()) {
            ingress.add(healthChecks(environment.vpc()));
        }
        return Traffic.policy(identity, name, ingress, List.of(Traffic.toDns(), upstreams(kong)));
    }

    /** They come from the load balancer's own addresses, which are somewhere in the VPC. */
    private static NetworkPolicyIngressRule healthChecks(VpcConfig network) {
        return switch (network) {
            case VpcConfig.New vpc -> Traffic.fromBlock(vpc.cidr(), STATUS);
            case VpcConfig.Imported _, VpcConfig.LookedUp _ -> Traffic.fromAnywhere(STATUS);
        };
    }

    /**
     * A control plane, or a configuration of one's own, may name any upstream, so only the
     * instance's metadata stays out of reach.
     */
    private static NetworkPolicyEgressRule upstreams(KongConfig kong) {
        boolean serves = kong.mode() == Mode.DBLESS && kong.configuration().config().isEmpty();
        return serves
                ? Traffic.toPods(UpstreamChart.IDENTITY, UpstreamChart.ECHO_PORT)
                : Traffic.toAnywhereButInstanceMetadata();
    }
}

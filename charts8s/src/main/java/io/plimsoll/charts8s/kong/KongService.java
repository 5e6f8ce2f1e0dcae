package io.plimsoll.charts8s.kong;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.environment.KongConfig;

/** The Service that clients reach the proxy by. */
final class KongService {

    private static final String NLB = "service.beta.kubernetes.io/aws-load-balancer-";

    private KongService() {}

    static HasMetadata of(AppIdentity identity, String name, KongConfig kong) {
        ObjectMeta metadata =
                new ObjectMetaBuilder(identity.metadata(name))
                        .addToLabels("enable-metrics", "true")
                        .build();
        return switch (kong.image().exposure()) {
            case CLUSTER -> service(identity, metadata, "ClusterIP");
            case INTERNAL_NLB -> balanced(identity, metadata, "internal", kong);
            case PUBLIC_NLB -> balanced(identity, metadata, "internet-facing", kong);
        };
    }

    /**
     * A network load balancer that sends to pods directly, so that a node may go without cutting
     * connections to pods elsewhere, and with the client's own address. It asks the pod itself
     * whether it is ready, and lets go of one that ends for as long as that one waits. The AWS Load
     * Balancer Controller reads type, target type and scheme at creation only.
     */
    private static Service balanced(
            AppIdentity identity, ObjectMeta metadata, String scheme, KongConfig kong) {
        ObjectMeta annotated =
                new ObjectMetaBuilder(metadata)
                        .addToAnnotations(NLB + "healthcheck-healthy-threshold", "2")
                        .addToAnnotations(NLB + "healthcheck-interval", "10")
                        .addToAnnotations(NLB + "healthcheck-path", "/status/ready")
                        .addToAnnotations(NLB + "healthcheck-port", "8100")
                        .addToAnnotations(NLB + "healthcheck-protocol", "http")
                        .addToAnnotations(NLB + "healthcheck-unhealthy-threshold", "2")
                        .addToAnnotations(NLB + "nlb-target-type", "ip")
                        .addToAnnotations(NLB + "scheme", scheme)
                        .addToAnnotations(
                                NLB + "target-group-attributes",
                                "deregistration_delay.timeout_seconds=%d,preserve_client_ip.enabled=true"
                                        .formatted(kong.drainSeconds()))
                        .addToAnnotations(NLB + "type", "external")
                        .build();
        return new ServiceBuilder(service(identity, annotated, "LoadBalancer"))
                .editSpec()
                .withLoadBalancerSourceRanges(kong.image().sourceRanges())
                .endSpec()
                .build();
    }

    private static Service service(AppIdentity identity, ObjectMeta metadata, String type) {
        return new ServiceBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                .withType(type)
                .withSelector(identity.selector())
                .withPorts(
                        port("kong-proxy", 80, "proxy"), port("kong-proxy-tls", 443, "proxy-tls"))
                .endSpec()
                .build();
    }

    private static ServicePort port(String name, int port, String target) {
        return new ServicePortBuilder()
                .withName(name)
                .withProtocol("TCP")
                .withPort(port)
                .withTargetPort(new IntOrString(target))
                .build();
    }
}

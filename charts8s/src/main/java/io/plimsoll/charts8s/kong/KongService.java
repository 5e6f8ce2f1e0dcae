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
import io.plimsoll.environment.KongConfig.Exposure;

/** The Service that clients reach the proxy by. */
final class KongService {

    private static final String NLB = "service.beta.kubernetes.io/aws-load-balancer-";

    private KongService() {}

    static HasMetadata of(AppIdentity identity, String name, Exposure exposure) {
        ObjectMeta metadata =
                new ObjectMetaBuilder(identity.metadata(name))
                        .addToLabels("enable-metrics", "true")
                        .build();
        return switch (exposure) {
            case CLUSTER -> service(identity, metadata, "ClusterIP");
            case INTERNAL_NLB -> balanced(identity, metadata, "internal");
            case PUBLIC_NLB -> balanced(identity, metadata, "internet-facing");
        };
    }

    /**
     * A network load balancer that sends to pods directly, so that a node may go without cutting
     * connections to pods elsewhere. The AWS Load Balancer Controller reads these at creation only.
     */
    private static Service balanced(AppIdentity identity, ObjectMeta metadata, String scheme) {
        ObjectMeta annotated =
                new ObjectMetaBuilder(metadata)
                        .addToAnnotations(NLB + "nlb-target-type", "ip")
                        .addToAnnotations(NLB + "scheme", scheme)
                        .addToAnnotations(NLB + "type", "external")
                        .build();
        return service(identity, annotated, "LoadBalancer");
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

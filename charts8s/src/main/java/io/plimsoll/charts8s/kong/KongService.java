package io.plimsoll.charts8s.kong;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.plimsoll.charts8s.object.AppIdentity;

/** The Service that clients reach the proxy by. */
final class KongService {

    private KongService() {}

    static HasMetadata of(AppIdentity identity, String name) {
        return new ServiceBuilder()
                .withMetadata(
                        new ObjectMetaBuilder(identity.metadata(name))
                                .addToLabels("enable-metrics", "true")
                                .build())
                .withNewSpec()
                .withType("ClusterIP")
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

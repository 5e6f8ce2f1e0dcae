package io.plimsoll.charts8s.kong;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.charts8s.object.ChartManifest;
import io.plimsoll.charts8s.object.DisruptionBudget;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.KongConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * The data plane with everything that belongs to it. Objects are named as the Kong chart names
 * those of a release {@code kong}, so that commands written for it work here.
 */
public final class KongChart {

    static final String NAME = "kong-kong";
    private static final String PROXY_SERVICE = "kong-kong-proxy";

    private KongChart() {}

    public static ChartManifest of(Environment environment) {
        KongConfig kong = environment.workloads().kong();
        AppIdentity identity = identity(kong);
        Deployment deployment = KongDeployment.of(environment, identity);
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(
                new ServiceAccountBuilder()
                        .withMetadata(identity.metadata(NAME))
                        .withAutomountServiceAccountToken(false)
                        .build());
        if (kong.mode() == KongConfig.Mode.DBLESS) {
            objects.add(declarativeConfig(identity));
        }
        objects.add(service(identity));
        objects.add(deployment);
        objects.add(KongAutoscaling.of(deployment, environment.workloads().hpa()));
        objects.add(DisruptionBudget.oneAtATime(identity, NAME));
        return new ChartManifest("kong", objects);
    }

    /** Where clients in the cluster reach the proxy. */
    public static String proxyUrl(KongConfig kong) {
        return "http://%s.%s.svc.cluster.local:80"
                .formatted(PROXY_SERVICE, kong.image().namespace());
    }

    static AppIdentity identity(KongConfig kong) {
        return new AppIdentity("kong", "app", kong.image().namespace());
    }

    private static HasMetadata declarativeConfig(AppIdentity identity) {
        return new ConfigMapBuilder()
                .withMetadata(identity.metadata(DeclarativeConfig.CONFIG_MAP))
                .addToData(DeclarativeConfig.FILE, DeclarativeConfig.text())
                .build();
    }

    private static HasMetadata service(AppIdentity identity) {
        return new ServiceBuilder()
                .withMetadata(
                        new ObjectMetaBuilder(identity.metadata(PROXY_SERVICE))
                                .addToLabels("enable-metrics", "true")
                                .build())
                .withNewSpec()
                .withType("ClusterIP")
                .withSelector(identity.selector())
                .withPorts(
                        servicePort("kong-proxy", 80, "proxy"),
                        servicePort("kong-proxy-tls", 443, "proxy-tls"))
                .endSpec()
                .build();
    }

    private static ServicePort servicePort(String name, int port, String target) {
        return new ServicePortBuilder()
                .withName(name)
                .withProtocol("TCP")
                .withPort(port)
                .withTargetPort(new IntOrString(target))
                .build();
    }
}

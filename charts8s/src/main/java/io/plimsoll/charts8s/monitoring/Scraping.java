package io.plimsoll.charts8s.monitoring;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.charts8s.object.CustomObject;
import java.util.List;
import java.util.Map;

/** A ServiceMonitor and the Service that it finds pods by. */
final class Scraping {

    private static final String LABEL = "plimsoll.io/scraped";

    private Scraping() {}

    /**
     * @param port the container port's name
     * @param labels that the operator selects ServiceMonitors by
     */
    static List<HasMetadata> of(
            AppIdentity identity,
            String name,
            String port,
            int number,
            Map<String, String> labels) {
        ObjectMeta metadata =
                new ObjectMetaBuilder(identity.metadata(name + "-metrics"))
                        .addToLabels(LABEL, name)
                        .build();
        HasMetadata service =
                new ServiceBuilder()
                        .withMetadata(metadata)
                        .withNewSpec()
                        .withType("ClusterIP")
                        .withClusterIP("None")
                        .withSelector(identity.selector())
                        .addNewPort()
                        .withName(port)
                        .withProtocol("TCP")
                        .withPort(number)
                        .withTargetPort(new IntOrString(port))
                        .endPort()
                        .endSpec()
                        .build();
        HasMetadata monitor =
                CustomObject.of(
                        "monitoring.coreos.com/v1",
                        "ServiceMonitor",
                        new ObjectMetaBuilder(identity.metadata(name)).addToLabels(labels).build(),
                        Map.of(
                                "endpoints",
                                List.of(
                                        Map.of(
                                                "interval",
                                                "15s",
                                                "path",
                                                "/metrics",
                                                "port",
                                                port)),
                                "selector",
                                Map.of("matchLabels", Map.of(LABEL, name))));
        return List.of(service, monitor);
    }
}

package io.plimsoll.autoscaler.kubernetes.objects;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the API server fills in when a controller creates a pod from its template, as far as
 * scheduling sees it ({@code SetDefaults_Pod}): requests from limits, and host ports of pods in the
 * host's network.
 */
public final class PodDefaults {
    private PodDefaults() {}

    public static PodSpec apply(PodSpec template) {
        boolean hostNetwork = Boolean.TRUE.equals(template.getHostNetwork());
        return new PodSpecBuilder(template)
                .withContainers(containers(template.getContainers(), hostNetwork))
                .withInitContainers(containers(template.getInitContainers(), hostNetwork))
                .build();
    }

    private static List<Container> containers(List<Container> containers, boolean hostNetwork) {
        return containers.stream()
                .map(PodDefaults::withRequests)
                .map(container -> hostNetwork ? withHostPorts(container) : container)
                .toList();
    }

    private static Container withRequests(Container container) {
        if (container.getResources() == null || container.getResources().getLimits() == null) {
            return container;
        }
        Map<String, Quantity> requests = new LinkedHashMap<>(container.getResources().getLimits());
        if (container.getResources().getRequests() != null) {
            requests.putAll(container.getResources().getRequests());
        }
        return new ContainerBuilder(container)
                .editResources()
                .withRequests(requests)
                .endResources()
                .build();
    }

    private static Container withHostPorts(Container container) {
        List<ContainerPort> ports =
                Selectors.orEmpty(container.getPorts()).stream()
                        .map(port ->
                                port.getHostPort() != null
                                        ? port
                                        : new ContainerPortBuilder(port)
                                                .withHostPort(port.getContainerPort())
                                                .build())
                        .toList();
        return new ContainerBuilder(container).withPorts(ports).build();
    }
}

package io.plimsoll.autoscaler.kubernetes.objects;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the API server fills in when a controller creates a pod from its template, as far as
 * scheduling sees it ({@code SetDefaults_Pod}): requests from limits, of containers and of the pod
 * (KEP-2837), and host ports of pods in the host's network.
 */
public final class PodDefaults {
    private PodDefaults() {}

    public static PodSpec apply(PodSpec template) {
        boolean hostNetwork = Boolean.TRUE.equals(template.getHostNetwork());
        PodSpec spec =
                new PodSpecBuilder(template)
                        .withContainers(containers(template.getContainers(), hostNetwork))
                        .withInitContainers(containers(template.getInitContainers(), hostNetwork))
                        .build();
        return withPodLevelRequests(spec);
    }

    /**
     * A pod's own limit is its request where neither it nor a container asks for the resource; for
     * huge pages it is, whatever containers ask for.
     */
    private static PodSpec withPodLevelRequests(PodSpec spec) {
        ResourceRequirements own = spec.getResources();
        if (own == null || own.getLimits() == null || own.getLimits().isEmpty()) {
            return spec;
        }
        Set<String> asked =
                Stream.concat(spec.getContainers().stream(), spec.getInitContainers().stream())
                        .map(Container::getResources)
                        .filter(resources -> resources != null && resources.getRequests() != null)
                        .flatMap(resources -> resources.getRequests().keySet().stream())
                        .filter(name -> !name.startsWith("hugepages-"))
                        .collect(Collectors.toSet());
        Map<String, Quantity> requests = new LinkedHashMap<>(own.getLimits());
        requests.keySet().removeIf(name -> asked.contains(name) || !PodRequests.isPodLevel(name));
        if (own.getRequests() != null) {
            requests.putAll(own.getRequests());
        }
        return new PodSpecBuilder(spec)
                .editResources()
                .withRequests(requests)
                .endResources()
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

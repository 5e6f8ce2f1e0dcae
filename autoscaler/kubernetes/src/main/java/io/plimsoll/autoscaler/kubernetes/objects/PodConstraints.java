package io.plimsoll.autoscaler.kubernetes.objects;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.plimsoll.autoscaler.decision.model.HostPort;
import io.plimsoll.autoscaler.decision.model.NodeSelectorTerm;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.model.Toleration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What beside resources limits where a pod may run. */
final class PodConstraints {
    private static final String NODE_AFFINITY =
            "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution";

    private PodConstraints() {}

    static Pod.Constraints convert(String podName, PodSpec spec) {
        return new Pod.Constraints(
                node(spec),
                PodPlacements.convert(spec),
                hostPorts(spec),
                PodVolumes.convert(podName, Selectors.orEmpty(spec.getVolumes())),
                Selectors.convert(
                        spec.getResourceClaims(), claim -> Metadatas.orEmpty(claim.getName())));
    }

    private static Pod.NodePlacement node(PodSpec spec) {
        boolean any =
                Selectors.orEmpty(spec.getNodeSelector()).isEmpty()
                        && Selectors.orEmpty(spec.getTolerations()).isEmpty()
                        && spec.getAffinity() == null;
        return any ? Pod.NodePlacement.ANY : limited(spec);
    }

    private static Pod.NodePlacement limited(PodSpec spec) {
        return new Pod.NodePlacement(
                new TreeMap<>(Selectors.orEmpty(spec.getNodeSelector())),
                affinity(spec.getAffinity()),
                tolerations(Selectors.orEmpty(spec.getTolerations())));
    }

    private static List<Toleration> tolerations(
            List<io.fabric8.kubernetes.api.model.Toleration> tolerations) {
        List<Toleration> converted = new ArrayList<>(tolerations.size());
        for (io.fabric8.kubernetes.api.model.Toleration toleration : tolerations) {
            toleration(toleration).ifPresent(converted::add);
        }
        return converted;
    }

    private static Optional<List<NodeSelectorTerm>> affinity(@Nullable Affinity affinity) {
        if (affinity == null || affinity.getNodeAffinity() == null) {
            return Optional.empty();
        }
        NodeSelector required =
                affinity.getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution();
        return Selectors.nodes(NODE_AFFINITY, required);
    }

    /** One with an operator or effect that the scheduler does not know tolerates nothing. */
    private static Optional<Toleration> toleration(
            io.fabric8.kubernetes.api.model.Toleration toleration) {
        String name = Metadatas.orEmpty(toleration.getOperator());
        boolean exists = name.equals("Exists");
        if (!exists && !name.isEmpty() && !name.equals("Equal")) {
            return Optional.empty();
        }
        Optional<Taint.Effect> effect =
                Taint.Effect.named(Metadatas.orEmpty(toleration.getEffect()));
        if (effect.isEmpty() && !Metadatas.orEmpty(toleration.getEffect()).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Toleration(
                        Metadatas.orEmpty(toleration.getKey()),
                        exists ? Toleration.Operator.EXISTS : Toleration.Operator.EQUAL,
                        Metadatas.orEmpty(toleration.getValue()),
                        effect));
    }

    /** Of containers and sidecars, as {@code GetHostPorts} in {@code pkg/scheduler/util}. */
    private static List<HostPort> hostPorts(PodSpec spec) {
        List<HostPort> ports = new ArrayList<>();
        for (Container container : Selectors.orEmpty(spec.getInitContainers())) {
            if ("Always".equals(container.getRestartPolicy())) {
                addHostPorts(ports, "spec.initContainers", container);
            }
        }
        for (Container container : spec.getContainers()) {
            addHostPorts(ports, "spec.containers", container);
        }
        return ports;
    }

    private static void addHostPorts(List<HostPort> ports, String field, Container container) {
        for (ContainerPort port : Selectors.orEmpty(container.getPorts())) {
            if (port.getHostPort() != null && port.getHostPort() > 0) {
                ports.add(hostPort(field + "[" + container.getName() + "]", port));
            }
        }
    }

    private static HostPort hostPort(String container, ContainerPort port) {
        String name = Metadatas.orEmpty(port.getProtocol());
        HostPort.Protocol protocol =
                switch (name) {
                    case "", "TCP" -> HostPort.Protocol.TCP;
                    case "UDP" -> HostPort.Protocol.UDP;
                    case "SCTP" -> HostPort.Protocol.SCTP;
                    default ->
                            throw new WrongObjectException(
                                    container + ".ports.protocol", name, "one of TCP, UDP, SCTP");
                };
        return new HostPort(Metadatas.orEmpty(port.getHostIP()), protocol, port.getHostPort());
    }
}

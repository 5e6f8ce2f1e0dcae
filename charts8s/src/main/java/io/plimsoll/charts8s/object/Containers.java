package io.plimsoll.charts8s.object;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.plimsoll.environment.ComputeResources;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The parts that containers are put together from. */
public final class Containers {

    private Containers() {}

    public static ContainerPort port(String name, int number) {
        return new ContainerPortBuilder()
                .withName(name)
                .withContainerPort(number)
                .withProtocol("TCP")
                .build();
    }

    /** A probe with the Kong chart's rhythm: every 10 s, three failures in a row count. */
    public static Probe httpProbe(String path, String port) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withPort(new IntOrString(port))
                .withScheme("HTTP")
                .endHttpGet()
                .withInitialDelaySeconds(5)
                .withPeriodSeconds(10)
                .withTimeoutSeconds(5)
                .withSuccessThreshold(1)
                .withFailureThreshold(3)
                .build();
    }

    /** As {@link #httpProbe}, asking only whether somebody listens. */
    public static Probe tcpProbe(String port) {
        return new ProbeBuilder()
                .withNewTcpSocket()
                .withPort(new IntOrString(port))
                .endTcpSocket()
                .withInitialDelaySeconds(5)
                .withPeriodSeconds(10)
                .withTimeoutSeconds(5)
                .withSuccessThreshold(1)
                .withFailureThreshold(3)
                .build();
    }

    public static ResourceRequirements resources(
            ComputeResources requests, ComputeResources limits, Scratch scratch) {
        return resources(requests, Optional.of(limits.cpu()), limits.memory(), scratch);
    }

    /**
     * @param cpuLimit without one, a container takes what its node has left
     */
    public static ResourceRequirements resources(
            ComputeResources requests,
            Optional<Quantity> cpuLimit,
            Quantity memoryLimit,
            Scratch scratch) {
        return new ResourceRequirementsBuilder()
                .withRequests(
                        quantities(
                                Optional.of(requests.cpu()), requests.memory(), scratch.request()))
                .withLimits(quantities(cpuLimit, memoryLimit, scratch.limit()))
                .build();
    }

    /** A container's local storage: its writable layer, its logs and its emptyDirs. */
    public record Scratch(String request, String limit) {}

    public static ComputeResources compute(String cpu, String memory) {
        return new ComputeResources(new Quantity(cpu), new Quantity(memory));
    }

    private static SortedMap<String, Quantity> quantities(
            Optional<Quantity> cpu, Quantity memory, String scratch) {
        SortedMap<String, Quantity> quantities = new TreeMap<>();
        cpu.ifPresent(amount -> quantities.put("cpu", amount));
        quantities.put("ephemeral-storage", new Quantity(scratch));
        quantities.put("memory", memory);
        return quantities;
    }

    /** A tag may move, so a node has to ask again; what a digest names never changes. */
    public static String pullPolicy(String image) {
        return image.contains("@") ? "IfNotPresent" : "Always";
    }

    public static List<EnvVar> variables(SortedMap<String, String> values) {
        return values.entrySet().stream()
                .map(e -> new EnvVar(e.getKey(), e.getValue(), null))
                .toList();
    }

    public static Volume emptyDir(String name, String sizeLimit) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .withSizeLimit(new Quantity(sizeLimit))
                .endEmptyDir()
                .build();
    }

    public static VolumeMount mount(String volume, String path) {
        return new VolumeMountBuilder().withName(volume).withMountPath(path).build();
    }

    public static VolumeMount readOnlyMount(String volume, String path) {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(path)
                .withReadOnly(true)
                .build();
    }
}

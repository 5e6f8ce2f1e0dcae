package io.plimsoll.environment.ec2;

import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one EC2 instance type offers.
 *
 * @param name such as {@code t3.large}
 * @param hourlyMicroUsd Linux on-demand price of an hour in us-east-1, July 2026, in millionths of
 *     a dollar; other regions cost more or less. Empty where the price list has none
 */
public record InstanceType(
        String name,
        Architecture architecture,
        Compute compute,
        Network network,
        OptionalLong hourlyMicroUsd) {

    /**
     * @param memoryMib nominal memory; what the VM itself takes is not taken off
     * @param gpus NVIDIA and AMD GPUs, which Kubernetes counts as {@code nvidia.com/gpu} and {@code
     *     amd.com/gpu}
     */
    public record Compute(int vcpus, long memoryMib, int gpus) {}

    /**
     * @param interfaces of the first network card
     * @param ipv4PerInterface addresses, the interface's own included
     */
    public record Network(int interfaces, int ipv4PerInterface) {}

    /**
     * Devices by the names of their resources. The only types with AMD GPUs are those of the family
     * g4ad.
     */
    public SortedMap<String, Long> devices() {
        SortedMap<String, Long> devices = new TreeMap<>();
        if (compute.gpus() > 0) {
            devices.put(
                    name.startsWith("g4ad.") ? "amd.com/gpu" : "nvidia.com/gpu",
                    (long) compute.gpus());
        }
        return devices;
    }

    /**
     * Pods that can have an address of their own, without prefix delegation: the rule of the EKS
     * machine images. Two pods of the host network come on top.
     */
    public int maxPods() {
        return network.interfaces() * (network.ipv4PerInterface() - 1) + 2;
    }
}
